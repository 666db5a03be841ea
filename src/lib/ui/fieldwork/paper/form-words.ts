import type { IdentityMode } from '#core/fieldwork/index.ts';
import type { Language } from '#core/instrument/index.ts';

const en = {
	/** The language of these words, which is English where there is no catalogue for a questionnaire's. */
	language: 'en',
	number: 'Number (for us to fill in)',
	letter: (letter: string): string => `Form ${letter}`,
	section: (number: number): string => `Part ${number}`,
	notice: 'Please read this first',
	voluntary: 'You choose whether to fill in this form. You can leave out any question, or stop at any time.',
	noName: 'Do not write your name on this form. Do not write anything that says who you are.',
	identity: {
		anonymous: 'The form is anonymous. Nobody can tell from it who you are.',
		'anonymous-with-token': 'The form is anonymous. Nothing joins it to an invitation or to your name.',
		confidential:
			'The form is not joined to an invitation or to your name. Answers on the web are, and are kept confidential.',
		panel:
			'The form is not joined to an invitation or to your name, nor to answers that you gave before, unless it asks for a code that you make yourself.',
	} satisfies Record<IdentityMode, string>,
	numbered:
		'The number is written on the form when it has come back. It keeps forms apart and does not say whose they are.',
	noWayBack: 'Once it has come back we cannot find your form to show it to you or take it out.',
	return:
		'When you have finished, fold the form or put it in its envelope, and close it. Give it back in the way that you were told when you got it. Nobody where you are needs to see your answers.',
	purpose: 'Why we ask',
	collects: 'What we keep',
	published: 'What is published',
	how: 'How to fill it in',
	tick: 'Tick a box like this: ☑. The small numbers beside the boxes are for us.',
	mistake: 'If you make a mistake, fill in the whole box ■ and tick another.',
	one: 'Tick one box.',
	any: 'Tick all that are true for you.',
	upTo: (most: number): string => `Tick up to ${most} boxes.`,
	rows: 'Tick one box in each row.',
	places: (most: number): string => `Write 1 beside your first choice, and so on up to ${most}.`,
	writeNumber: (least: number, most: number): string => `Write a number from ${least} to ${most}.`,
	write: 'Write your answer.',
	count: (most: number): string => `Write how many of them, from 0 to ${most}. Do not say which.`,
	alone: (answer: string): string => `If you tick “${answer}”, tick nothing else.`,
	onlyIf: (condition: string): string => `Only answer this if ${condition}.`,
	orElse: (number: number): string => `If not, go to question ${number}.`,
	orEnd: 'If not, go to the end.',
	stop: 'If you tick this, stop here and give the form back.',
	picture: 'Space for a picture',
	end: 'The end',
	question: (number: number | '?'): string => `question ${number}`,
};

/** What a form for people to fill in says around the questionnaire's own words, in one language. */
export type FormWords = typeof en;

/** In Gaelic: a draft, to be reviewed by a speaker before fieldwork. */
const gd: FormWords = {
	language: 'gd',
	number: 'Àireamh (lìonaidh sinne seo)',
	letter: (letter) => `Foirm ${letter}`,
	section: (number) => `Pàirt ${number}`,
	notice: 'Leugh seo an toiseach',
	voluntary:
		'ʼS ann agad fhèin a tha an taghadh am foirm seo a lìonadh. Faodaidh tu ceist sam bith fhàgail às, no stad uair sam bith.',
	noName: 'Na sgrìobh d’ ainm air an fhoirm seo. Na sgrìobh dad a dh’innseas cò thu.',
	identity: {
		anonymous: 'Tha am foirm gun urra. Chan urrainn do dhuine sam bith innse bhuaithe cò thu.',
		'anonymous-with-token': 'Tha am foirm gun urra. Chan eil dad ga cheangal ri cuireadh no ri d’ ainm.',
		confidential:
			'Chan eil am foirm ceangailte ri cuireadh no ri d’ ainm. Tha freagairtean air an lìon, agus thathar gan cumail dìomhair.',
		panel:
			'Chan eil am foirm ceangailte ri cuireadh no ri d’ ainm, no ri freagairtean a thug thu roimhe, mura h-iarr e còd a nì thu fhèin.',
	},
	numbered:
		'Thèid an àireamh a sgrìobhadh air an fhoirm nuair a thilleas e. Cumaidh i foirmichean air leth agus chan innis i cò leis a tha iad.',
	noWayBack:
		'Aon uair ʼs gu bheil e air tilleadh chan urrainn dhuinn am foirm agad a lorg airson a shealltainn dhut no a thoirt às.',
	return:
		'Nuair a bhios tu deiseil, paisg am foirm no cuir sa chèis e, agus dùin i. Thoir air ais e mar a chaidh innse dhut nuair a fhuair thu e. Chan fheum duine far a bheil thu do fhreagairtean fhaicinn.',
	purpose: 'Carson a tha sinn a’ faighneachd',
	collects: 'Na tha sinn a’ cumail',
	published: 'Na thèid fhoillseachadh',
	how: 'Mar a lìonas tu e',
	tick: 'Cuir comharra ann am bogsa mar seo: ☑. Tha na h-àireamhan beaga ri taobh nam bogsaichean dhuinne.',
	mistake: 'Ma nì thu mearachd, lìon am bogsa gu lèir ■ agus cuir comharra ann am fear eile.',
	one: 'Cuir comharra ann an aon bhogsa.',
	any: 'Cuir comharra ris na tha fìor dhutsa.',
	upTo: (most) => `Cuir comharra ann an suas ri ${most} bogsaichean.`,
	rows: 'Cuir comharra ann an aon bhogsa anns gach sreath.',
	places: (most) => `Sgrìobh 1 ri taobh a’ chiad roghainn, agus mar sin suas gu ${most}.`,
	writeNumber: (least, most) => `Sgrìobh àireamh eadar ${least} agus ${most}.`,
	write: 'Sgrìobh do fhreagairt.',
	count: (most) => `Sgrìobh cia mheud dhiubh, eadar 0 agus ${most}. Na innis dè an fheadhainn.`,
	alone: (answer) => `Ma thaghas tu “${answer}”, na tagh dad eile.`,
	onlyIf: (condition) => `Na freagair seo ach ma tha seo fìor: ${condition}.`,
	orElse: (number) => `Mura h-eil, rach gu ceist ${number}.`,
	orEnd: 'Mura h-eil, rach chun na crìche.',
	stop: 'Ma thaghas tu seo, stad an seo agus thoir am foirm air ais.',
	picture: 'Àite airson dealbh',
	end: 'A’ chrìoch',
	question: (number) => `ceist ${number}`,
};

const catalogues: Readonly<Record<string, FormWords>> = { en, gd };

/** The words around a form in its language, or in English where there is no catalogue for it. */
export function formWordsIn(language: Language): FormWords {
	return catalogues[language] ?? en;
}
