/** The pages of a draft, by their address below it. */
export const studioPages: readonly { readonly path: string; readonly label: string }[] = [
	{ path: '', label: 'Questions' },
	{ path: '/review', label: 'Review and publish' },
];
