import { GET as getPage, POST as postPage } from '../../../s/[survey]/check/+server.ts';
import { knowingInvitation } from '../knowing-invitation.ts';

export const GET = knowingInvitation(getPage);
export const POST = knowingInvitation(postPage);
