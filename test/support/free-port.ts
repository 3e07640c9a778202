export { freePort } from '../../launcher/port.mjs';
