import '#contract/zod-without-eval.js';
import '#web/dashboard/styles/all.css';
import { createRoot } from 'react-dom/client';
import { App } from '#web/dashboard/app.js';

const place = document.getElementById('app');
if (place !== null) createRoot(place).render(<App />);
