import { createRoot } from 'react-dom/client';
import '../styles/index.css';
import './components.css';
import { ComponentsPage } from './components-page.tsx';

// A page for those who develop the window: every token and every component of renderer/ui. It is no part of the program.
const place = document.getElementById('components');
if (place !== null) createRoot(place).render(<ComponentsPage />);
