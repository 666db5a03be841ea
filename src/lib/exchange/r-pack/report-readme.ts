import type { PackedReport } from './packed.ts';
import { howToRun, publishedLine, waveLine, whatIsWhere, whatRIsTold } from './readme.ts';

/** What stands first in the pack of a report: its items, which of them R computes again and which not and why. */
export function reportReadme({ title, name, parts, views, items, by, made }: PackedReport, figures: number): string {
	const [first] = parts;
	const waves = first?.report.waves.filter(({ id }) => first.waves.some((wave) => wave.id === id)) ?? [];
	const [inside, outside] = [
		items.flatMap(({ covered, ...item }) => (covered.kind === 'yes' ? [{ ...item, words: covered.by }] : [])),
		items.flatMap(({ covered, ...item }) => (covered.kind === 'no' ? [{ ...item, words: covered.because }] : [])),
	];
	const list = (of: typeof inside) =>
		of.map((item) => `- ${line(item.name)}: ${item.words} (${item.address})`).join('\n');
	return `# ${line(name)}: the figures of a report on ${title}, computed again in R

Made by Soundings on ${made.toISOString().slice(0, 10)} for ${by}.
${first === undefined ? '' : `Population: ${first.report.population}.\n`}
${[...waves.map(waveLine), ...(first?.report.waves ?? []).flatMap(publishedLine)].join('\n')}

## Views of the report whose figures are here

${inside.length === 0 ? 'None.' : list(inside)}

## Views that are not, and why

${outside.length === 0 ? 'None.' : list(outside)}

${howToRun(figures)}
${whatIsWhere(first?.waves ?? [])}${parts.length > 1 ? severalPlans : ''}${views.length > 0 ? viewFiles : ''}
${whatRIsTold}`;
}

const severalPlans = `- \`plan-2/\` with \`expected-2.csv\` and so on: the same for each further question of the report, on the same data.
`;
const viewFiles = `- \`views/\`: lines of R for the views that are no trend, and in \`views/expected.csv\` what each of them must come to.
`;

function line(text: string): string {
	return text.replaceAll(/\s+/g, ' ');
}
