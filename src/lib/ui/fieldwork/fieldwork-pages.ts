/** The pages of a wave in the order of the navigation; `path` follows `/fieldwork/<survey>/<wave>`. */
export const fieldworkPages: readonly { readonly path: string; readonly label: string }[] = [
	{ path: '', label: 'Overview' },
	{ path: '/plan', label: 'Plan' },
	{ path: '/sample', label: 'Sample' },
	{ path: '/messages', label: 'Messages' },
	{ path: '/monitor', label: 'Monitor' },
	{ path: '/paper', label: 'Paper' },
	{ path: '/quality', label: 'Quality' },
	{ path: '/retention', label: 'Promises' },
];
