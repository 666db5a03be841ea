import { requireStaff } from '#server/accounts/index.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async (event) => {
	const { name } = await requireStaff(event);
	return { staffName: name };
};
