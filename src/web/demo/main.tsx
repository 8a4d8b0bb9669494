import '#web/capture/styles/tokens.css';
import '#web/demo/styles/page.css';
import '#web/demo/styles/choose.css';
import '#web/demo/styles/answer.css';
import { createRoot } from 'react-dom/client';
import { App } from '#web/demo/app.js';

const place = document.getElementById('app');
if (place !== null) createRoot(place).render(<App />);
