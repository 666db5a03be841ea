/** The pages of a draft, by their address below it. */
export const studioPages: readonly { readonly path: string; readonly label: string }[] = [
	{ path: '', label: 'Questions' },
	{ path: '/bank', label: 'Question bank' },
	{ path: '/routes', label: 'Routes' },
	{ path: '/settings', label: 'About' },
	{ path: '/measures', label: 'Measures' },
	{ path: '/translate', label: 'Translation' },
	{ path: '/checks', label: 'Checks' },
	{ path: '/pilot', label: 'Pilots' },
	{ path: '/review', label: 'Review and publish' },
];
