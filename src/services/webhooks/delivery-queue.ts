/** The queue of deliveries; a job's unique key is the delivery's id. */
export const deliveryQueue = 'webhook-delivery';
