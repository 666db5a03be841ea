import { GET as getPage } from '../../../save/+server.ts';
import { knowingToken } from '../knowing-token.ts';

export const GET = knowingToken(getPage);
