/** The pages of a wave in the order of the navigation; `path` follows `/fieldwork/<survey>/<wave>`. */
export const fieldworkPages: readonly { readonly path: string; readonly label: string }[] = [
	{ path: '', label: 'Overview' },
	{ path: '/plan', label: 'Plan' },
	{ path: '/monitor', label: 'Monitor' },
];
