import type { ImportedWave } from '#core/comparability/index.ts';
import type { Wave } from '#core/fieldwork/index.ts';
import type { DataFile } from '#exchange/data-file/data-file.ts';
import type { WaveAnswers } from '../analysis/wave-answers.ts';

/** The answers of a survey that somebody wants as a file. */
export interface ExportRequest {
	readonly survey: string;
	/** Each by its id, number or label; `all` for every wave that has answers. */
	readonly waves: 'all' | readonly string[];
	/** Only rows with one of the codes, for every condition; negative codes are missing reasons. */
	readonly where: readonly Condition[];
	/** Whether open text is wanted too. */
	readonly text: boolean;
	/** Who asks, as the file shall say. */
	readonly by: string;
}

export interface Condition {
	readonly variable: string;
	readonly codes: readonly number[];
}

/** A wave with its weighed answers, the rows of them that are kept, and how many those are. */
export interface ExportedWave {
	readonly wave: Wave;
	readonly answers: WaveAnswers;
	readonly kept: Int32Array | null;
	/** The quality of every row of its answers; null where nothing was flagged. */
	readonly quality: Int8Array | null;
	readonly rows: number;
	/** What was found of its variables when it was brought in from others; null for a wave of our own. */
	readonly imported: ImportedWave | null;
}

/** A file ready to be written; `warnings` are for whoever takes it away, and among its notes. */
export interface Prepared {
	readonly kind: 'prepared';
	readonly survey: string;
	/** The start of a file's name: the survey, and the wave where it is one alone. */
	readonly stem: string;
	readonly file: DataFile;
	readonly waves: readonly { readonly wave: Wave; readonly rows: number }[];
	readonly warnings: readonly string[];
	readonly made: Date;
}

export type NotPrepared =
	| { readonly kind: 'unknown-survey' }
	| { readonly kind: 'no-answers' }
	| { readonly kind: 'unknown-wave'; readonly wave: string; readonly known: readonly string[] }
	| { readonly kind: 'unknown-variable'; readonly variable: string }
	| { readonly kind: 'not-coded'; readonly variable: string }
	| {
			readonly kind: 'unknown-code';
			readonly variable: string;
			readonly code: number;
			readonly known: readonly { readonly code: number; readonly label: string }[];
	  }
	| { readonly kind: 'nobody-left' }
	| { readonly kind: 'text-of-open-wave'; readonly wave: string };

/** Why there is no file, in a sentence or two that say what to do. */
export function notPreparedWords(problem: NotPrepared, survey: string): string {
	switch (problem.kind) {
		case 'unknown-survey':
			return `There is no survey ${survey}.`;
		case 'no-answers':
			return `${survey} has no completed interview yet, so there is nothing to export.`;
		case 'unknown-wave':
			return `${survey} has no wave “${problem.wave}” with answers; it has ${problem.known.join(', ')}.`;
		case 'unknown-variable':
			return `${survey} has no variable ${problem.variable} in these waves.`;
		case 'not-coded':
			return `${problem.variable} has no codes to choose by; take a variable with codes.`;
		case 'unknown-code':
			return `${problem.variable} has no code ${problem.code}; it has ${problem.known.map(({ code, label }) => `${code} (${label})`).join(', ')}.`;
		case 'nobody-left':
			return 'No interview passes the filter; choose other codes or waves.';
		case 'text-of-open-wave':
			return `${problem.wave} still takes answers; its open text can be exported once it is closed.`;
	}
}
