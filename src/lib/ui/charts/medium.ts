/**
 * Tells a chart when what it is looked at on changes: light or dark, forced colours, paper. `prepare` comes first when
 * paper is ahead, for a chart that is not drawn yet. Returns how to stop listening.
 */
export function onMedium(chart: { prepare: () => void; changed: (printing: boolean) => void }): () => void {
	const beforePrint = () => {
		chart.prepare();
		chart.changed(true);
	};
	const afterPrint = () => chart.changed(false);
	const changed = () => chart.changed(false);
	const media = ['print', '(prefers-color-scheme: dark)', '(forced-colors: active)'].map((query) => matchMedia(query));
	for (const medium of media) medium.addEventListener('change', changed);
	addEventListener('beforeprint', beforePrint);
	addEventListener('afterprint', afterPrint);
	return () => {
		for (const medium of media) medium.removeEventListener('change', changed);
		removeEventListener('beforeprint', beforePrint);
		removeEventListener('afterprint', afterPrint);
	};
}
