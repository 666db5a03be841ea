import type { IdentityMode } from '../fieldwork/index.ts';
import type { MessageKind, MessageTemplate } from './template.ts';

/** Languages that Soundings comes with messages in. The Gaelic is a draft, to be reviewed by a speaker before fieldwork. */
type Worded = 'en' | 'gd';

/** The words of a kind of message that a survey uses until it has its own; English for a language without any. */
export function defaultTemplate(kind: MessageKind, language: string): MessageTemplate {
	return templates[language === 'gd' ? 'gd' : 'en'][kind];
}

/** What is said in a message of who can join its reader's answers to them: what the notice says, in a sentence. */
export function privacyWords(mode: IdentityMode, language: string): string {
	return privacy[language === 'gd' ? 'gd' : 'en'][mode];
}

const privacy: Readonly<Record<Worded, Readonly<Record<IdentityMode, string>>>> = {
	en: {
		anonymous: 'The survey is anonymous: it does not ask who you are.',
		'anonymous-with-token':
			'Your link lets you answer once. Your answers are kept apart from it: we can see that you have answered, and not what.',
		confidential:
			'Your answers are confidential. They are linked to this invitation, and only the research team can see them together.',
		panel:
			'Your answers are confidential. A code links them to those you give in other rounds; staff cannot get from the code to you.',
	},
	gd: {
		anonymous: 'Tha an suirbhidh seo gun urra: chan fhaighnich e cò thu.',
		'anonymous-with-token':
			'Leigidh an ceangal agad leat freagairt aon turas. Tha na freagairtean agad air an cumail air leth bhuaithe: chì sinn gun do fhreagair thu, ach chan fhaic sinn dè thuirt thu.',
		confidential:
			'Tha na freagairtean agad dìomhair. Tha iad ceangailte ris a’ chuireadh seo, agus chan fhaic ach an sgioba rannsachaidh còmhla iad.',
		panel:
			'Tha na freagairtean agad dìomhair. Tha còd gan ceangal ris an fheadhainn a bheir thu ann an cuairtean eile; chan fhaigh an luchd-obrach bhon chòd thugad fhèin.',
	},
};

const english: Readonly<Record<MessageKind, MessageTemplate>> = {
	invitation: {
		subject: 'Please take part: ((survey))',
		body: `Hello ((name)),

((organisation)) asks you to take part in a survey: ((survey)).

Answer here:
((link))

The link is for you alone. Please do not pass it on.

((privacy))

Taking part is up to you. Questions? ((contact))

If you want no more e-mail about it:
((opt out))`,
	},
	reminder: {
		subject: 'A reminder: ((survey))',
		body: `Hello ((name)),

We wrote to you about a survey by ((organisation)): ((survey)). We have not had an answer by your link. There is still time:
((link))

((privacy))

Taking part is up to you. Questions? ((contact))

If you want no more e-mail about it:
((opt out))`,
	},
	letter: {
		subject: '((survey))',
		body: `Dear ((name)),

((organisation)) asks you to take part in a survey: ((survey)).

Scan the code with your phone, or type this address:
((link))

The address is for you alone. Please do not pass it on.

((privacy))

Taking part is up to you. If you do not want to, or want no more letters about it, say so at the same address.

If you cannot use the internet, would like help, or have a question, please get in touch and we will find a way: ((contact))`,
	},
};

const gaelic: Readonly<Record<MessageKind, MessageTemplate>> = {
	invitation: {
		subject: 'Gabhaibh pàirt: ((survey))',
		body: `Halò ((name)),

Tha ((organisation)) ag iarraidh ort pàirt a ghabhail ann an suirbhidh: ((survey)).

Freagair an seo:
((link))

ʼS ann dhut fhèin a-mhàin a tha an ceangal. Na toir seachad do dhuine sam bith eile e.

((privacy))

ʼS ann an urra riut fhèin a tha e. Ceistean? ((contact))

Mura h-eil thu ag iarraidh barrachd post-d mu dheidhinn:
((opt out))`,
	},
	reminder: {
		subject: 'Nòta-cuimhne: ((survey))',
		body: `Halò ((name)),

Sgrìobh sinn thugad mu shuirbhidh le ((organisation)): ((survey)). Chan eil freagairt againn fhathast tron cheangal agad. Tha ùine ann fhathast:
((link))

((privacy))

ʼS ann an urra riut fhèin a tha e. Ceistean? ((contact))

Mura h-eil thu ag iarraidh barrachd post-d mu dheidhinn:
((opt out))`,
	},
	letter: {
		subject: '((survey))',
		body: `A charaid ((name)),

Tha ((organisation)) ag iarraidh ort pàirt a ghabhail ann an suirbhidh: ((survey)).

Sganaich an còd leis an fhòn agad, no taidhp an seòladh seo:
((link))

ʼS ann dhut fhèin a-mhàin a tha an seòladh. Na toir seachad do dhuine sam bith eile e.

((privacy))

ʼS ann an urra riut fhèin a tha e. Mura h-eil thu ag iarraidh pàirt a ghabhail, no litrichean eile mu dheidhinn, innis dhuinn e aig an aon seòladh.

Mura h-urrainn dhut an t-eadar-lìon a chleachdadh, no ma tha cuideachadh a dhìth ort no ceist agad, cuir fios thugainn agus lorgaidh sinn dòigh: ((contact))`,
	},
};

const templates: Readonly<Record<Worded, Readonly<Record<MessageKind, MessageTemplate>>>> = { en: english, gd: gaelic };
