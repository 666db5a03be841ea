/** The analyst's pages of a survey in the order of the navigation; `path` follows `/analyse/<survey>`. */
export const analysisPages: readonly { readonly path: string; readonly label: string }[] = [
	{ path: '', label: 'Trend' },
	{ path: '/changes', label: 'Changes' },
	{ path: '/events', label: 'Events' },
	{ path: '/crosstab', label: 'Crosstab' },
	{ path: '/variables', label: 'Variables' },
	{ path: '/coding', label: 'Coding' },
	{ path: '/texts', label: 'Open answers' },
	{ path: '/import', label: 'Earlier waves' },
	{ path: '/published', label: 'Published figures' },
	{ path: '/weights', label: 'Weights' },
	{ path: '/quality', label: 'Quality' },
	{ path: '/sensitive', label: 'Sensitive' },
	{ path: '/before-after', label: 'Before and after' },
	{ path: '/plan', label: 'Plan' },
	{ path: '/export', label: 'Export' },
	{ path: '/report', label: 'Reports' },
];
