import { codedColumn, codedVariables } from '#core/coding/index.ts';
import type { Dataset, MadeVariable } from '#core/dataset/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { Instrument, Variable } from '#core/instrument/index.ts';
import { codebook } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import { codingStamp, findInstrument, listCodeFrames, listVersions } from '../../storage/index.ts';
import { listDerived } from '../derived-variables.ts';
import { isOver } from '../quality/flag-wave.ts';
import { waveCoding } from './wave-coding.ts';

/** The columns of a survey beyond those asked: what people coded of open answers, then what analysts derived. */
export async function madeVariables(site: Site, { survey }: { survey: string }): Promise<MadeVariable[]> {
	const { inUse } = await listDerived(site, { survey });
	return [...(await codedDefinitions(site, survey)), ...inUse];
}

/** A wave's dataset with its coded columns, and of each how many coded answers have yet to be read for it, where any has. */
export interface WithCodings {
	readonly dataset: Dataset;
	readonly unread: ReadonlyMap<string, number>;
}

/** What the coded columns of a wave rest on: it differs whenever they may; empty where nothing of the wave was coded. */
export async function codingsStampOf(site: Site, { wave }: { wave: Wave }): Promise<string> {
	return isOver(wave) ? codingStamp(site.storage.reader, { wave: wave.id }) : '';
}

/** A question of which nothing was coded in the wave has no coded columns there: it was not asked of these answers. */
export async function withCodings(
	site: Site,
	{ wave, instrument, dataset }: { wave: Wave; instrument: Instrument; dataset: Dataset },
): Promise<WithCodings> {
	const columns = new Map(dataset.columns);
	const unread = new Map<string, number>();
	for (const { variable, frame } of await listCodeFrames(site.storage.reader, { survey: wave.survey })) {
		const question = openQuestion(instrument, variable);
		const coding = question && (await waveCoding(site, { wave, variable, frame }));
		if (question === undefined || coding === undefined || coding.codings.size + coding.agreed.size === 0) continue;
		const { rows, missing } = coding.answers;
		if (missing.length !== dataset.rows) throw new Error(`wave ${wave.id} has other rows than its open answers`);
		const coded = new Map(
			[...rows].flatMap(([id, row]) => {
				const found = coding.settledOf(id);
				return found.kind === 'coded' ? [[row, found] as const] : [];
			}),
		);
		for (const one of codedVariables(question, frame)) {
			const { name } = one.variable;
			if (columns.has(name)) continue;
			const made = codedColumn(one, { missing, coded });
			columns.set(name, made.column);
			if (made.unread > 0) unread.set(name, made.unread);
		}
	}
	return { dataset: { rows: dataset.rows, columns }, unread };
}

/** The column of an open question as the codebook has it; undefined for what is none. */
export function openQuestion(instrument: Instrument, variable: string): Variable | undefined {
	return codebook(instrument).find(({ name, type }) => name === variable && type === 'text');
}

async function codedDefinitions(site: Site, survey: string): Promise<MadeVariable[]> {
	const { reader } = site.storage;
	const frames = await listCodeFrames(reader, { survey });
	if (frames.length === 0) return [];
	const versions = (await listVersions(reader)).filter((one) => one.survey === survey).toReversed();
	const instruments = await Promise.all(versions.map(({ version }) => findInstrument(reader, { survey, version })));
	return frames.flatMap(({ variable: source, frame }) => {
		const question = instruments.flatMap((one) => (one && openQuestion(one, source)) ?? []).at(0);
		if (question === undefined) return [];
		return codedVariables(question, frame).map(({ variable }): MadeVariable => {
			return { name: variable.name, definition: { kind: 'coded', source, variable } };
		});
	});
}
