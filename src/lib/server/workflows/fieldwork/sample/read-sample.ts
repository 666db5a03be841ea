import { lineUpProblem, guessRoles, readSheet } from '#core/fieldwork/index.ts';
import type { ColumnRole, LineUpProblem, SampleRow, Wave, WaveId } from '#core/fieldwork/index.ts';
import { readSampleCsv } from '#exchange/sample/sample-csv.ts';
import type { ReadSample } from '#exchange/sample/sample-csv.ts';
import { demand } from '../../../accounts/demand.ts';
import type { Site } from '../../../site.ts';
import { findWave, knownContacts, listOptOuts } from '../../../storage/index.ts';
import { contactHash } from '../contact-hash.ts';

/** What would become of a row that nothing is wrong with. */
export type Standing = 'new' | 'earlier-wave' | 'in-this-wave' | 'opted-out';

/** A sample's file as it would be brought in. Who is in the wave already or has opted out is left out. */
export interface SamplePreview {
	readonly kind: 'preview';
	readonly columns: readonly { readonly name: string; readonly role: ColumnRole; readonly example: string }[];
	readonly lineUp: LineUpProblem | undefined;
	readonly rows: readonly (SampleRow & { readonly standing: Standing })[];
	/** How many rows have something wrong with them; nobody is brought in unless none has. */
	readonly wrong: number;
	readonly counts: Readonly<Record<Standing, number>>;
}

export type NoPreview =
	| Exclude<ReadSample, { kind: 'sheet' }>
	| { readonly kind: 'unknown-wave' }
	/** The wave is answered by an open link, or is over. */
	| { readonly kind: 'takes-no-sample'; readonly wave: Wave };

/** Reads a sample's file and looks at every row; nothing is stored. `roles` says what columns hold, else their names do. */
export async function previewSample(
	site: Site,
	args: { survey: string; wave: WaveId; text: string; roles?: readonly ColumnRole[] | undefined },
): Promise<SamplePreview | NoPreview> {
	demand(site, 'field', args.survey);
	const wave = await findWave(site.storage.reader, { id: args.wave });
	if (wave?.survey !== args.survey) return { kind: 'unknown-wave' };
	if (!takesSample(wave)) return { kind: 'takes-no-sample', wave };
	const read = readSampleCsv(args.text);
	if (read.kind !== 'sheet') return read;
	const { sheet } = read;
	const guessed = guessRoles(sheet.columns);
	const roles = sheet.columns.map((_, at) => args.roles?.[at] ?? guessed[at] ?? 'ignored');
	const lineUp = lineUpProblem(roles);
	const checked = lineUp === undefined ? readSheet(sheet, { roles, languages: wave.languages }) : [];
	const rows = await withStanding(site, wave, checked);
	const counts = { new: 0, 'earlier-wave': 0, 'in-this-wave': 0, 'opted-out': 0 };
	for (const { standing, problems } of rows) if (problems.length === 0) counts[standing] += 1;
	return {
		kind: 'preview',
		columns: sheet.columns.map((name, at) => ({
			...{ name, role: roles[at] ?? 'ignored' },
			example: (sheet.rows.find(({ cells }) => (cells[at] ?? '').trim() !== '')?.cells[at] ?? '').trim().slice(0, 60),
		})),
		lineUp,
		rows,
		wrong: rows.filter(({ problems }) => problems.length > 0).length,
		counts,
	};
}

/** Whether somebody can still be added to a wave's sample. */
export function takesSample({ identityMode, state, origin }: Wave): boolean {
	return identityMode !== 'anonymous' && origin === 'fielded' && ['planned', 'pilot', 'open'].includes(state);
}

async function withStanding(
	site: Site,
	wave: Wave,
	rows: readonly SampleRow[],
): Promise<(SampleRow & { standing: Standing })[]> {
	const hashed = rows.map(({ invitee: { email } }) => (email === null ? undefined : contactHash(site, email)));
	const contacts = hashed.filter((contact) => contact !== undefined);
	const { reader } = site.storage;
	const opted = await listOptOuts(reader, { survey: wave.survey, contacts });
	const known = await knownContacts(reader, { survey: wave.survey, contacts });
	return rows.map((row, at) => {
		const contact = hashed[at]?.toString('hex') ?? '';
		const waves = known.get(contact);
		const standing: Standing = opted.has(contact)
			? 'opted-out'
			: waves?.has(wave.id) === true
				? 'in-this-wave'
				: waves === undefined
					? 'new'
					: 'earlier-wave';
		return { ...row, standing };
	});
}
