/** How a chart is drawn on what the reader looks at. Series are told apart by shape and dash as well as by colour. */
export interface ChartTheme {
	readonly ink: string;
	readonly quiet: string;
	readonly grid: string;
	readonly page: string;
	/** Behind the days of an event. */
	readonly band: string;
	/** Of the line of the whole sample behind those of its groups. */
	readonly reference: string;
	/** Colours of series, in order; one alone when colour says nothing there. */
	readonly series: readonly string[];
}

/** The categorical palette of UK official statistics. */
export const light: ChartTheme = {
	ink: '#1a1a1a',
	quiet: '#5e5e5e',
	grid: '#e0e0e0',
	page: '#ffffff',
	band: '#f1efe6',
	reference: '#b0b0b0',
	series: ['#12436d', '#28a197', '#801650', '#f46a25', '#3d3d3d', '#a285d1'],
};

/** The same hues, lightened until each stands out from the dark page by 3 to 1 at least. */
const dark: ChartTheme = {
	ink: '#f1f1f1',
	quiet: '#b5bcc3',
	grid: '#333c45',
	page: '#14181c',
	band: '#2a2d26',
	reference: '#717a83',
	series: ['#6fb1e8', '#3fc4b8', '#e28ab9', '#f58a53', '#d0d0d0', '#b9a2e3'],
};

const print: ChartTheme = {
	ink: '#000000',
	quiet: '#333333',
	grid: '#d0d0d0',
	page: '#ffffff',
	band: '#eeeeee',
	reference: '#a8a8a8',
	series: ['#000000', '#555555', '#222222', '#777777', '#444444', '#666666'],
};

/** The theme for the medium as it is now. With colours forced by the reader everything takes theirs, from `element`. */
export function themeNow(element: Element, printing: boolean): ChartTheme {
	if (printing || matchMedia('print').matches) return print;
	if (matchMedia('(forced-colors: active)').matches) {
		const ink = getComputedStyle(element).color;
		return {
			ink,
			quiet: ink,
			grid: 'transparent',
			page: getComputedStyle(document.body).backgroundColor,
			band: 'transparent',
			reference: ink,
			series: [ink],
		};
	}
	return matchMedia('(prefers-color-scheme: dark)').matches ? dark : light;
}

/** Dashes and point shapes of series, in the order of the palette. */
export const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 2], [10, 3, 2, 3], [1, 3], [12, 4]];
export const shapes = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot'] as const;

/** Of a figure that somebody published: no mean of answers, in whatever line it stands. Drawn hollow. */
export const publishedShape = 'rectRot';

/** The most series that one chart shows; more are drawn as small charts side by side on one scale. */
export const mostSeries = shapes.length;

/** The most small charts that one measure has; the table goes on. */
export const mostPlots = 60;
