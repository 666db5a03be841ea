import type { Askable, Sources } from './askable.ts';
import { askableOf } from './rule-menu.ts';
import { isGroup } from './rule.ts';
import type { Choice, Leaf, Rule } from './rule.ts';

/**
 * What a rule means, as a sentence: “Asked of people who answered ‘Yes’ to …”. *Not* is said of each thing apart (De
 * Morgan's rules hold in three values), with what it takes for granted: that the question was asked.
 */
export function ruleSentence(rule: Rule | undefined, sources: Sources, verb: 'Asked of' | 'Shown to'): string {
	return rule === undefined ? `${verb} everyone.` : `${verb} people who ${words(rule, rule.negated, sources)}.`;
}

function words(rule: Rule, negated: boolean, sources: Sources): string {
	if (!isGroup(rule)) return leafWords(rule, negated, sources);
	const all = (rule.kind === 'all') !== negated;
	const parts = rule.rules.map((part) => {
		const said = words(part, part.negated !== negated, sources);
		return isGroup(part) && part.rules.length > 1 && rule.rules.length > 1 ? `(${said})` : said;
	});
	return parts.join(all ? ', and ' : ', or ');
}

function leafWords(leaf: Leaf, negated: boolean, sources: Sources): string {
	if (leaf.kind === 'arm') {
		const label = sources.allocations.find(({ id }) => id === leaf.experiment)?.label ?? leaf.experiment;
		return `are in ${negated ? 'another random group than' : 'the random group'} ‘${leaf.arm}’ of “${shortened(label)}”`;
	}
	const askable = askableOf(leaf, sources);
	const question = questionWords(leaf, askable);
	if (leaf.kind === 'answered') {
		return negated ? `were asked ${question} and gave no answer` : `gave an answer to ${question}`;
	}
	const { did, doing, at } = verbs(leaf, askable);
	const what = choiceWords(leaf, askable);
	return negated ? `were asked ${question} and did not ${doing} ${what}` : `${did} ${what} ${at} ${question}`;
}

function verbs(leaf: Leaf, askable: Askable | undefined): { did: string; doing: string; at: string } {
	const kind = askable?.kind ?? (leaf.kind === 'at-least' ? 'number' : '');
	if (kind === 'multiple') return { did: 'chose', doing: 'choose', at: 'at' };
	if (kind === 'ranking') return { did: 'ranked', doing: 'rank', at: 'at' };
	const isSaid = kind === 'number' || kind === 'scale' || kind === 'item-count';
	return isSaid ? { did: 'said', doing: 'say', at: 'at' } : { did: 'answered', doing: 'answer', at: 'to' };
}

type Choosing = Extract<Leaf, { kind: 'is' | 'in' | 'at-least' }>;

function choiceWords(leaf: Choosing, askable: Askable | undefined): string {
	const label = (choice: Choice) => {
		const found = askable?.choices.find(({ value }) => value === choice)?.label;
		return typeof choice === 'number' && (found === undefined || found === String(choice))
			? String(choice)
			: `‘${shortened(found ?? String(choice), 50)}’`;
	};
	switch (leaf.kind) {
		case 'is':
			return label(leaf.choice);
		case 'in':
			return oneOf(leaf.choices.map(label));
		case 'at-least': {
			const named = askable?.choices.filter(({ label: said, value }) => said !== String(value)) ?? [];
			const above = named.flatMap(({ value }) => (typeof value === 'number' && value >= leaf.atLeast ? [value] : []));
			return above.length > 0 ? oneOf(above.map(label)) : `${leaf.atLeast} or more`;
		}
	}
}

function questionWords(leaf: Exclude<Leaf, { kind: 'arm' }>, askable: Askable | undefined): string {
	if (askable === undefined) return `“${leaf.question}” (which is not asked before)`;
	const row = leaf.kind === 'answered' ? undefined : leaf.item;
	const question = `“${shortened(askable.text)}”`;
	if (row === undefined) return question;
	return `“${shortened(askable.rows.find(({ id }) => id === row)?.label ?? row)}” of ${question}`;
}

function oneOf(names: readonly string[]): string {
	return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

/** The beginning of long words, up to the end of a word. */
function shortened(text: string, longest = 80): string {
	return text.length <= longest ? text : `${text.slice(0, longest).replace(/\s+\S*$/, '')}…`;
}
