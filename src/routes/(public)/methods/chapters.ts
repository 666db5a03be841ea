import { type Method, methodsIn } from './docstrings.ts';

const sources: Record<string, string> = import.meta.glob<string>(
	'/src/lib/core/{dataset,weighting,estimation,trends,coding,disclosure}/**/*.ts',
	{
		query: '?raw',
		import: 'default',
		eager: true,
	},
);

export interface Chapter {
	readonly id: string;
	readonly title: string;
	readonly methods: readonly Method[];
}

/** A file belongs to the first chapter one of whose paths it starts with. */
const outline: readonly { readonly id: string; readonly title: string; readonly paths: readonly string[] }[] = [
	{
		id: 'design',
		title: 'Sampling design and variance',
		paths: [
			'estimation/design',
			'estimation/variance',
			'estimation/replicates',
			'estimation/interval',
			'estimation/spread',
		],
	},
	{ id: 'weighting', title: 'Weighting', paths: ['weighting/'] },
	{ id: 'sensitive', title: 'Sensitive questions', paths: ['estimation/sensitive/'] },
	{
		id: 'tests',
		title: 'Tests and models',
		paths: [
			'estimation/independence',
			'estimation/significance',
			'estimation/t-test',
			'estimation/equivalence',
			'estimation/families',
			'estimation/paired',
			'estimation/regression',
		],
	},
	{ id: 'estimates', title: 'Estimates', paths: ['estimation/', 'dataset/'] },
	{ id: 'planning', title: 'Planning', paths: ['trends/planning/'] },
	{ id: 'change', title: 'Change between waves', paths: ['trends/'] },
	{ id: 'coding', title: 'Coding of open answers', paths: ['coding/'] },
	{ id: 'disclosure', title: 'Disclosure control', paths: ['disclosure/'] },
];

const order = ['design', 'weighting', 'estimates', 'tests', 'change', 'sensitive', 'planning', 'coding', 'disclosure'];

/** Every method that the statistical rooms of core state in their docstrings, by chapter. */
export const chapters: readonly Chapter[] = chaptersOf(sources);

function chaptersOf(files: Readonly<Record<string, string>>): Chapter[] {
	const methods = Object.entries(files).flatMap(([path, source]) => {
		const file = path.slice(path.indexOf('core/') + 'core/'.length);
		return methodsIn(file, source);
	});
	const chapterOf = ({ file }: Method) => outline.find(({ paths }) => paths.some((path) => file.startsWith(path)))?.id;
	return order.flatMap((id) => {
		const chapter = outline.find((one) => one.id === id);
		const own = methods.filter((method) => chapterOf(method) === id);
		return chapter && own.length > 0 ? [{ id, title: chapter.title, methods: own }] : [];
	});
}
