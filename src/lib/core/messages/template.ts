import type { IdentityMode } from '../fieldwork/index.ts';

/** What is sent to a member of a sample. A letter is printed. */
export const messageKinds = ['invitation', 'reminder', 'letter'] as const;
export type MessageKind = (typeof messageKinds)[number];

/**
 * What may stand in a template between double brackets. `privacy` is what the wave's identity mode makes of the answers, in
 * words that follow from the mode.
 */
export const placeholders = [
	'link',
	'name',
	'survey',
	'closing day',
	'organisation',
	'contact',
	'privacy',
	'opt out',
] as const;
export type Placeholder = (typeof placeholders)[number];

/** The words of a message, with placeholders. */
export interface MessageTemplate {
	readonly subject: string;
	readonly body: string;
}

/** What stands in for the placeholders. A name that is null leaves its place empty, with the space before it. */
export type Fillings = Readonly<Record<Exclude<Placeholder, 'name'>, string>> & { readonly name: string | null };

export type TemplateProblem =
	| { readonly kind: 'empty'; readonly part: keyof MessageTemplate }
	| { readonly kind: 'too-long'; readonly part: keyof MessageTemplate; readonly most: number }
	| { readonly kind: 'line-break-in-subject' }
	/** `line` counts from 1; a subject has one. */
	| {
			readonly kind: 'unknown-placeholder';
			readonly part: keyof MessageTemplate;
			readonly line: number;
			readonly found: string;
	  }
	| { readonly kind: 'unclosed'; readonly part: keyof MessageTemplate; readonly line: number }
	| { readonly kind: 'missing'; readonly placeholder: Placeholder }
	/** A link or a way out in a subject is not one that anybody can follow. */
	| { readonly kind: 'not-in-subject'; readonly placeholder: Placeholder }
	/** A wave whose answers are joined to a person never says that they are anonymous. */
	| {
			readonly kind: 'promises-anonymity';
			readonly part: keyof MessageTemplate;
			readonly line: number;
			readonly found: string;
	  }
	| { readonly kind: 'no-closing-day' };

const longest: Readonly<Record<keyof MessageTemplate, number>> = { subject: 150, body: 5000 };
/** What fits on one sheet of paper below the code and the name. */
const longestLetter = { subject: 100, body: 2000 } as const satisfies typeof longest;
const parts = ['subject', 'body'] as const;

/** What is wrong with a template of a kind, whatever the wave. Empty where nothing is. */
export function templateProblems(kind: MessageKind, template: MessageTemplate): TemplateProblem[] {
	const most = kind === 'letter' ? longestLetter : longest;
	const problems: TemplateProblem[] = parts.flatMap((part) => {
		const text = template[part];
		if (text.trim() === '') return [{ kind: 'empty', part }];
		if (text.length > most[part]) return [{ kind: 'too-long', part, most: most[part] }];
		return placeholderProblems(part, text);
	});
	if (/[\r\n]/.test(template.subject.trim())) problems.push({ kind: 'line-break-in-subject' });
	for (const placeholder of ['link', 'opt out', 'privacy'] as const) {
		if (uses(template.subject, placeholder)) problems.push({ kind: 'not-in-subject', placeholder });
	}
	const needed: readonly Placeholder[] = kind === 'letter' ? ['link'] : ['link', 'opt out'];
	for (const placeholder of needed)
		if (!uses(template.body, placeholder)) problems.push({ kind: 'missing', placeholder });
	return problems;
}

/** What keeps a template from being used in a wave. */
export function problemsInWave(
	template: MessageTemplate,
	wave: { readonly identityMode: IdentityMode; readonly closesOn: string | null },
): TemplateProblem[] {
	const problems: TemplateProblem[] = [];
	const usesClosingDay = parts.some((part) => uses(template[part], 'closing day'));
	if (usesClosingDay && wave.closesOn === null) problems.push({ kind: 'no-closing-day' });
	if (wave.identityMode === 'anonymous' || wave.identityMode === 'anonymous-with-token') return problems;
	for (const part of parts) {
		template[part].split(/\r?\n/).forEach((text, index) => {
			const [found] = promising.exec(text.replaceAll(denying, '')) ?? [];
			if (found !== undefined) problems.push({ kind: 'promises-anonymity', part, line: index + 1, found });
		});
	}
	return problems;
}

/** Words by which anonymity is promised in the languages that Soundings has templates in, and that it is not. */
const promising = /\banonym\w*|\bcannot be (?:traced|identified)|\bneo-aithnichte|\bgun (?:urra|ainm)\b/i;
const denying =
	/\b(?:not|nor|never|isn.t|aren.t|chan eil iad|chan eil e)\s+(?:be\s+)?(?:anonym\w*|neo-aithnichte|gun urra)/gi;

/** The template with its places filled, in one pass: what was filled in is never read as a placeholder. */
export function fillTemplate(template: MessageTemplate, fillings: Fillings): { subject: string; text: string } {
	return {
		subject: oneLine(filled(template.subject, fillings)),
		text: filled(template.body.replaceAll(/\r\n?/g, '\n'), fillings).trim(),
	};
}

function filled(text: string, fillings: Fillings): string {
	return text.replaceAll(/( ?)\(\(([^()]*)\)\)/g, (whole, space: string, typed: string) => {
		const placeholder = placeholderOf(typed);
		if (placeholder === undefined) return whole;
		const value = fillings[placeholder];
		return value === null ? '' : `${space}${value}`;
	});
}

/** A name as it may stand in a letter: one line of at most 100 characters, none that a mail program reads as a link or markup. */
export function nameIn(name: string | null): string | null {
	if (name === null || /:\/\/|www\.|@/i.test(name)) return null;
	const plain = oneLine(name.replaceAll(/[\p{Cf}<>[\]()#*^`_|]/gu, ' ')).slice(0, 100);
	return plain === '' ? null : plain;
}

function placeholderProblems(part: keyof MessageTemplate, text: string): TemplateProblem[] {
	return text.split(/\r?\n/).flatMap((line, index): TemplateProblem[] => {
		const found = [...line.matchAll(/\(\(([^()]*)\)\)/g)].map(([, typed = '']) => typed);
		const unknown = found.filter((typed) => placeholderOf(typed) === undefined);
		const problems: TemplateProblem[] = unknown.map((typed) => ({
			...{ kind: 'unknown-placeholder', part, line: index + 1, found: typed.trim() },
		}));
		if (/\(\(|\)\)/.test(line.replaceAll(/\(\([^()]*\)\)/g, '')))
			problems.push({ kind: 'unclosed', part, line: index + 1 });
		return problems;
	});
}

function uses(text: string, placeholder: Placeholder): boolean {
	return [...text.matchAll(/\(\(([^()]*)\)\)/g)].some(([, typed = '']) => placeholderOf(typed) === placeholder);
}

/** Case and spaces within do not matter: ((Closing  day)). */
function placeholderOf(typed: string): Placeholder | undefined {
	const plain = typed.trim().toLowerCase().replaceAll(/\s+/g, ' ');
	return placeholders.find((placeholder) => placeholder === plain);
}

function oneLine(text: string): string {
	return text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}
