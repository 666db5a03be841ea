import type { Dataset, MadeVariable } from '#core/dataset/index.ts';
import { withDerived } from '#core/dataset/index.ts';
import type { Wave, WaveId } from '#core/fieldwork/index.ts';
import type { Instrument } from '#core/instrument/index.ts';
import type { Site } from '../../site.ts';
import { timesTakenOut } from '../../storage/index.ts';
import type { Storage } from '../../storage/index.ts';
import { codingsStampOf, madeVariables, withCodings } from '../coding/coded-columns.ts';
import { countCompleted } from './count-completed.ts';
import type { Decided } from './scheme-in-use.ts';
import { decidedFor, schemeInUse } from './scheme-in-use.ts';
import type { WaveColumns } from './wave-columns.ts';
import { waveColumns } from './wave-columns.ts';
import type { WeighedWave } from './weigh-wave.ts';
import { weighWave } from './weigh-wave.ts';

/** The completed interviews of one wave, ready for estimation. `stamp` differs whenever the answers or weights do. */
export interface WaveAnswers extends WeighedWave {
	readonly instrument: Instrument;
	/** With what was coded of open answers and the derived variables that are in use. */
	readonly dataset: Dataset;
	/** The pseudonym by which each row's person is known again in other waves, empty where there is none; null without any. */
	readonly panel: readonly string[] | null;
	/** The weights that came with the data, one a row; null where none did. */
	readonly supplied: Float64Array | null;
	/** Coded columns for which coded answers have yet to be read, since their frame changed, and how many of them. */
	readonly unread: ReadonlyMap<string, number>;
	readonly stamp: string;
}

interface Built {
	readonly columns: WaveColumns;
	readonly answers: WaveAnswers;
}

interface Held {
	readonly built: Promise<Built>;
	readonly madeFor: string;
	readonly completed: number;
	/** How often single responses had been taken out of the wave. */
	readonly takenOut: number;
	bytes(): number;
	isIntact(): boolean;
	/** Milliseconds that must pass before the count of answers is looked at again. */
	patience: number;
}

/** What the columns of waves may take together before the longest unused are dropped. */
const mostBytes = 512 * 1024 * 1024;
const leastPatience = 3000;

const heldBySite = new WeakMap<Storage, Map<WaveId, Held>>();
let builds = 0;

/**
 * A wave's answers, weighed and held in memory. Of a wave that takes answers they are weighed again when more have come in,
 * but never so often that this takes more than a twentieth of the time; of any other wave only when another process has
 * written to the database.
 */
export async function waveAnswers(site: Site, args: { wave: Wave; instrument: Instrument }): Promise<WaveAnswers> {
	const { wave } = args;
	const held = heldBySite.get(site.storage) ?? new Map<WaveId, Held>();
	heldBySite.set(site.storage, held);
	const key = wave.id;
	const derived = await madeVariables(site, { survey: wave.survey });
	const decided = await decidedFor(site, wave);
	const coded = await codingsStampOf(site, { wave });
	const madeFor = JSON.stringify([wave.state, wave.weighting, wave.instrumentVersion, derived, decided, coded]);
	const before = held.get(key);
	const takenOut = await timesTakenOut(site.storage.reader, { wave: wave.id });
	const patience = before?.takenOut === takenOut ? before.patience : 0;
	const completed = await countCompleted(site, { wave, patience });
	const isWhole = before?.completed === completed && before.takenOut === takenOut && before.isIntact();
	if (isWhole && before.madeFor === madeFor) {
		held.delete(key);
		held.set(key, before);
		dropLongestUnused(held);
		return (await before.built).answers;
	}
	const started = site.clock.now().getTime();
	const wanted = { ...args, derived, decided, coded, expected: completed };
	const built = build(site, wanted, { built: before?.built, kept: isWhole });
	const entry: Held = {
		...{ built, madeFor, completed, takenOut, patience: leastPatience },
		bytes: () => 0,
		isIntact: () => true,
	};
	held.set(key, entry);
	try {
		const { columns, answers } = await built;
		entry.bytes = () => columns.bytes() + answers.design.weights.byteLength * 3;
		entry.isIntact = columns.isIntact;
		entry.patience = Math.max(leastPatience, 20 * (site.clock.now().getTime() - started));
		dropLongestUnused(held);
		return answers;
	} catch (error) {
		held.delete(key);
		throw error;
	}
}

interface Wanted {
	readonly wave: Wave;
	readonly instrument: Instrument;
	readonly derived: readonly MadeVariable[];
	readonly decided: Decided | null;
	/** What coded columns rest on; empty without any. */
	readonly coded: string;
	/** Completed interviews. */
	readonly expected: number;
}

/** `kept` says that the columns that were built before are still those of the wave. */
async function build(
	site: Site,
	{ derived, decided, ...of }: Wanted,
	before: { readonly built: Promise<Built> | undefined; readonly kept: boolean },
): Promise<Built> {
	const { instrument } = of;
	const earlier = await before.built?.catch(() => undefined);
	const known = earlier?.answers.instrument === instrument ? earlier.columns : undefined;
	const columns = known !== undefined && before.kept ? known : await waveColumns(site, of, known);
	const { supplied, panel } = columns;
	const { dataset: coded, unread } =
		of.coded === ''
			? { dataset: columns.dataset, unread: new Map<string, number>() }
			: await withCodings(site, { ...of, dataset: columns.dataset });
	const dataset = withDerived(coded, derived);
	const asked = schemeInUse({ ...of, decided }, { hasSupplied: supplied !== null });
	const weighed = weighWave({ dataset, supplied, asked, decision: decided?.decision ?? null, language: 'en' });
	return { columns, answers: { ...weighed, instrument, dataset, panel, supplied, unread, stamp: `${++builds}` } };
}

function dropLongestUnused(held: Map<WaveId, Held>): void {
	let total = 0;
	for (const { bytes } of held.values()) total += bytes();
	for (const [key, { bytes }] of held) {
		if (total <= mostBytes || held.size === 1) return;
		held.delete(key);
		total -= bytes();
	}
}
