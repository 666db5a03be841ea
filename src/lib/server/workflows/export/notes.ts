import { compareWaves } from '#core/comparability/index.ts';
import { holdsMask } from '#core/fieldwork/index.ts';
import type { DataColumn } from '#exchange/data-file/data-file.ts';
import type { LaidColumn } from '#exchange/data-file/layout.ts';
import { reasonLabels } from '#exchange/data-file/stack.ts';
import { illustrativeMargins, weightingLine } from '#exchange/weighting-lines.ts';
import type { DeletedAnswers } from '../analysis/deleted-answers.ts';
import type { ExportRequest, ExportedWave } from './request.ts';

/**
 * What a file says of itself: its title, a line on each thing that must be known to use it, and among those lines the
 * warnings that whoever takes it away is told.
 */
export function notesOn(about: {
	readonly title: string;
	readonly population: string;
	readonly request: ExportRequest;
	readonly waves: readonly ExportedWave[];
	/** Waves that would be among them, had their answers not been deleted. */
	readonly deleted: readonly DeletedAnswers[];
	readonly laid: readonly LaidColumn[];
	readonly columns: readonly DataColumn[];
	readonly weight: string | null;
	readonly rows: number;
	readonly made: Date;
}): { title: string; notes: string[]; warnings: string[] } {
	const { population, request, waves, laid, columns, weight, rows, made } = about;
	const origins = new Set(waves.map(({ wave }) => wave.origin));
	const weighted = waves.map(({ wave: { label }, answers: { weighting } }) => ({ label, weighting }));
	const warnings = [
		...originWarnings(waves),
		...disclosiveWarnings(laid, columns),
		...openWarnings(waves),
		...about.deleted.map(deletedWarning),
		...illustrativeMargins(weighted),
		...importedBreaks(waves, columns),
	];
	const notes = [
		`Survey: ${about.title} (${request.survey}). Population: ${population}`,
		`Exported ${made.toISOString().slice(0, 16).replace('T', ' ')} UTC by ${request.by} with Soundings`,
		`Rows: ${rows}, one completed interview each: ${waves.map(({ wave, rows: of }) => `${wave.label} ${of}`).join(', ')}`,
		`Filter: ${filterWords(request, laid)}`,
		...importLines(waves),
		`Weights: ${weight === null ? 'none' : `column ${weight}, final weights`}; ${weightingLine(weighted)}`,
		`Negative codes are missing reasons: ${reasonLabels.map(({ code, label }) => `${code} ${label}`).join(', ')}`,
		...waveBreaks(waves),
		...warnings.map((warning) => `Take care: ${warning}`),
	];
	const [first, last] = [waves[0], waves.at(-1)];
	const span = first === last ? `${first?.wave.label}` : `${first?.wave.label} to ${last?.wave.label}`;
	const simulated = !origins.has('simulated') ? '' : origins.size === 1 ? ' (SIMULATED)' : ' (partly SIMULATED)';
	return { title: `${about.title}: ${span}${simulated}`, notes, warnings };
}

function deletedWarning({ label, on }: DeletedAnswers): string {
	const when = on === null ? 'are being deleted now' : `were deleted on ${on}`;
	return `the answers of ${label} ${when}, as its notice promised, and are not among the rows`;
}

function filterWords({ where }: ExportRequest, laid: readonly LaidColumn[]): string {
	if (where.length === 0) return 'none, all completed interviews';
	return where
		.map(({ variable, codes }) => {
			const labels = [...(laid.find(({ name }) => name === variable)?.values ?? []), ...reasonLabels];
			const words = codes.map((code) => `${code} ${labels.find((value) => value.code === code)?.label ?? ''}`.trim());
			return `${variable} is ${words.join(' or ')}`;
		})
		.join(' and ');
}

/** Which waves were asked by others. */
function importLines(waves: readonly ExportedWave[]): string[] {
	const imported = waves.filter(({ wave }) => wave.origin === 'imported').map(({ wave }) => wave.label);
	if (imported.length === 0) return [];
	return [`Brought in from an earlier source: ${imported.length === waves.length ? 'all waves' : imported.join(', ')}`];
}

function originWarnings(waves: readonly ExportedWave[]): string[] {
	const of = (origin: ExportedWave['wave']['origin']) =>
		waves.filter(({ wave }) => wave.origin === origin).map(({ wave }) => wave.label);
	const simulated = of('simulated');
	return simulated.length === 0 ? [] : [`${simulated.join(', ')}: SIMULATED, no person gave these answers`];
}

function openWarnings(waves: readonly ExportedWave[]): string[] {
	const open = waves.filter(({ wave }) => wave.state === 'open').map(({ wave }) => wave.label);
	return open.length === 0 ? [] : [`${open.join(', ')}: fieldwork goes on, so these answers are not final`];
}

function disclosiveWarnings(laid: readonly LaidColumn[], columns: readonly DataColumn[]): string[] {
	const named = (reason: DataColumn['disclosive']) => namesOf(laid.filter(({ disclosive }) => disclosive === reason));
	const [texts, places, sensitive] = [named('open-text'), named('fine-geography'), named('sensitive')];
	const found = columns.reduce(
		(sum, { data }) => sum + (data.kind === 'text' ? data.texts.filter(holdsMask).length : 0),
		0,
	);
	const hidden = found === 0 ? '' : `; what looked like personal details is masked in ${found} of the texts`;
	return [
		...(texts.length === 0
			? []
			: [
					`respondents’ own words are in ${texts.join(', ')} and may tell who they are: read them before passing them on${hidden}`,
				]),
		...(places.length === 0 ? [] : [`small places are named in ${places.join(', ')}: they may tell who somebody is`]),
		...(sensitive.length === 0 ? [] : [`answers that could harm somebody are in ${sensitive.join(', ')}`]),
	];
}

/** The columns by name; of many that one question has, the first and how many more. */
function namesOf(columns: readonly LaidColumn[]): string[] {
	const byQuestion = new Map<string, string[]>();
	for (const { question, name } of columns) byQuestion.set(question, [...(byQuestion.get(question) ?? []), name]);
	return [...byQuestion.values()].flatMap((names) =>
		names.length <= 3 ? names : [`${names[0]} and ${names.length - 1} more of that question`],
	);
}

/** Where waves that follow each other were asked of other people or in another way: for every variable at once. */
function waveBreaks(waves: readonly ExportedWave[]): string[] {
	const side = ({ wave, answers }: ExportedWave) => ({
		instrument: answers.instrument,
		modes: wave.modes,
		sampleType: wave.sampleType,
		simulated: wave.origin === 'simulated',
	});
	return waves.slice(1).flatMap((later, k) => {
		const earlier = waves[k];
		const compared = earlier && compareWaves(side(earlier), side(later)).wave;
		if (compared?.kind !== 'break') return [];
		const reasons = compared.reasons.map(({ words }) => words).join('; ');
		return [`Not comparable from ${earlier?.wave.label} to ${later.wave.label}: ${reasons}`];
	});
}

/** What was found not comparable when it was brought in from others: in one column it would seem to be the same. */
function importedBreaks(waves: readonly ExportedWave[], columns: readonly DataColumn[]): string[] {
	const names = new Set(columns.map(({ name }) => name));
	const byReason = new Map<string, string[]>();
	for (const { wave, imported } of waves) {
		for (const [variable, { verdict, reason }] of imported?.judged ?? []) {
			if (verdict !== 'break' || !names.has(variable)) continue;
			const found = `${variable} was found not comparable with other waves: ${reason}`;
			byReason.set(found, [...(byReason.get(found) ?? []), wave.label]);
		}
	}
	return [...byReason].map(([found, labels]) => `${labels.join(', ')}: ${found}`);
}
