export { GET } from '../../../leave/+server.ts';
