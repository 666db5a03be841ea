import { GET as getPage, POST as postPage } from '../../../[page]/+server.ts';
import { knowingToken } from '../knowing-token.ts';

export const GET = knowingToken(getPage);
export const POST = knowingToken(postPage);
