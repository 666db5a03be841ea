import { GET as getPage } from '../../../s/[survey]/save/+server.ts';
import { knowingInvitation } from '../knowing-invitation.ts';

export const GET = knowingInvitation(getPage);
