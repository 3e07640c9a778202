export { HouseModule } from './house.module.js';
