import type { Words } from './en.ts';
import { list, number } from './format.ts';

const language = 'gd';
const count = (value: number): string => number(language, value);

/** The interface in Gaelic: a draft, to be reviewed by a speaker before fieldwork. */
export const gd: Words = {
	languageName: 'Gàidhlig',
	skipToContent: 'Leum gu prìomh shusbaint na duilleige',
	survey: 'Suirbhidh',
	back: 'Air ais',
	continue: 'Air adhart',
	or: 'no',
	change: 'Atharraich',
	languageChoice: 'Cànan',
	draftTranslation: 'ʼS e dreachd a th’ anns an eadar-theangachadh seo. Cha deach a sgrùdadh fhathast.',
	leave: {
		button: 'Fàg an duilleag seo',
		hint: 'Thèid thu gu duilleag sìde sa bhad. Nì an iuchair Shift trì tursan an aon rud.',
	},
	declines: { dk: 'Chan eil fhios agam', pnts: 'B’ fheàrr leam gun a ràdh' },
	declined: { 'dont-know': 'Chan eil fhios agam', refused: 'B’ fheàrr leam gun a ràdh' },
	earlierAnswer: 'an fhreagairt a thug thu roimhe',
	progress: (progress) => `Ceist ${count(progress.number)} à mu ${count(progress.about)}`,
	information: 'Fiosrachadh',
	form: {
		chooseAny: 'Tagh na tha iomchaidh.',
		chooseUpTo: (most) => `Tagh suas ri ${count(most)}.`,
		ownWordsShort: 'Innis dhuinn (faodaidh tu seo fhàgail bàn)',
		characterLimit: (most) => `Faodaidh tu suas ri ${count(most)} caractaran a sgrìobhadh.`,
		numberRange: (least, most) => `Àireamh eadar ${count(least)} agus ${count(most)}.`,
		place: (place) =>
			['A’ chiad àite', 'An dàrna àite', 'An treas àite', 'An ceathramh àite', 'An còigeamh àite'][place - 1] ??
			`Àite ${count(place)}`,
		choosePlace: 'Tagh aon',
		noneOfThem: '0 – gin dhiubh',
		allOfThem: (all) => `${count(all)} – a h-uile gin`,
		firstStatement: 'Abairt A',
		secondStatement: 'Abairt B',
		instead: 'Mura h-eil thu airson freagairt',
	},
	problems: {
		title: 'Tha duilgheadas ann',
		titlePrefix: 'Mearachd: ',
		errorPrefix: 'Mearachd:',
		nothingChosen: 'Tagh freagairt',
		nothingChosenAny: 'Tagh co-dhiù aon fhreagairt',
		nothingChosenRank: 'Tagh rudeigin airson gach àite',
		nothingTyped: 'Sgrìobh do fhreagairt',
		nothingTypedNumber: 'Cuir a-steach àireamh',
		orDecline: (ways) => `, no tagh “${list(language, ways, 'disjunction')}”`,
		notOffered: 'Tagh tè de na freagairtean air an duilleag seo',
		exclusiveWithOthers: (exclusive) =>
			`Thagh thu ${list(
				language,
				exclusive.map((label) => `“${label}”`),
				'conjunction',
			)} còmhla ri freagairtean eile. Tagh an darna cuid no an tè eile`,
		notANumber: 'Cuir a-steach àireamh ann am figearan, mar 3',
		notWhole: 'Cuir a-steach àireamh shlàn, gun phuing deicheach',
		itemUnanswered: (row) => `Tagh freagairt airson “${row}”`,
		rankMissing: (place) => `Tagh rudeigin airson “${place}”`,
		rankRepeated: (place) => `Thagh thu an aon rud dà thuras. Tagh rudeigin eile airson “${place}”`,
		tooMany: (most) => `Na tagh barrachd air ${count(most)}`,
		tooSmall: (limit) => `Cuir a-steach àireamh a tha ${count(limit)} no nas motha`,
		tooLarge: (limit) => `Cuir a-steach àireamh a tha ${count(limit)} no nas lugha`,
		tooPrecise: (decimals) => `Cuir a-steach àireamh gun bharrachd air ${count(decimals)} ionad deicheach`,
		tooLong: (most, typed) =>
			`Cleachd ${count(most)} caractaran no nas lugha. Sgrìobh thu ${count(typed)}, mar sin thoir air falbh ${count(typed - most)}`,
	},
	leaveEmpty: 'Fàg seo falamh',
	intro: {
		titleShort: 'Mus tòisich thu',
		start: 'Tòisich',
		startAgain: 'Tòisich bhon toiseach a-rithist',
		carryOn: 'Lean ort bhon àite san do stad thu',
		carryOnWhat: 'Thòisich thu air an t-suirbhidh seo air an inneal seo.',
		resume: 'Tha còd agam gus tilleadh gu mo fhreagairtean',
		privacy: 'Do phrìobhaideachd',
		purpose: 'Carson a tha sinn a’ faighneachd',
		collects: 'Na tha sinn a’ cumail',
		published: 'Na thèid fhoillseachadh',
		retention: (months) =>
			months === 0
				? 'Thèid na freagairtean a sguabadh às nuair a bhios na toraidhean a-muigh.'
				: `Thèid na freagairtean a sguabadh às ${count(months)} mìos an dèidh don t-suirbhidh dùnadh.`,
		whoRuns: (organisation) => `Tha an suirbhidh ga ruith le ${organisation}.`,
		contact: (contact) => `Gus faighneachd mu dheidhinn: ${contact}.`,
		cookie:
			'Cumaidh aon bhriosgaid d’ àite san t-suirbhidh. Cha tèid a cleachdadh airson dad eile, agus cha tig dad bho làraichean-lìn eile.',
		work: 'Fhad ʼs a tha thu a’ leughadh, nì am brabhsair agad cunntas beag. Cuidichidh e sinn gus daoine aithneachadh bho innealan, chan innis e dad mud dheidhinn, agus chan eil feum air gus freagairt.',
		voluntary: 'ʼS e do roghainn-sa a th’ ann pàirt a ghabhail. Faodaidh tu stad uair sam bith.',
	},
	notice: {
		anonymous: [
			'Tha do fhreagairtean gun urra.',
			'Chan fhaighnich sinn d’ ainm. Cha chùm sinn an seòladh IP agad, dè an t-inneal a chleachdas tu, no an t-àm a fhreagair thu: dìreach an latha.',
			'Chan urrainn do dhuine sam bith, sinne nam measg, na freagairtean a cheangal riutsa. Tha seo a’ ciallachadh cuideachd nach urrainn dhuinn an sealltainn no an sguabadh às an dèidh dhut an cur thugainn.',
		],
		'anonymous-with-token': [
			'Tha do fhreagairtean gun urra.',
			'Leigidh an ceangal a fhuair thu leat freagairt aon turas. Nuair a chrìochnaicheas tu, comharraichidh sinn gun deach an ceangal a chleachdadh. Chan eil dad a’ ceangal a’ cheangail, no thusa, ri do fhreagairtean.',
			'Cha chùm sinn an seòladh IP agad, dè an t-inneal a chleachdas tu, no an t-àm a fhreagair thu: dìreach an latha. Chan urrainn dhuinn do fhreagairtean a shealltainn no a sguabadh às an dèidh dhut an cur thugainn.',
			'Thèid d’ ainm, do sheòladh agus an ceangal agad a sguabadh às 30 latha an dèidh dhan t-suirbhidh dùnadh. Ma dh’iarras tu nach fhaigh thu cuireadh tuilleadh, cumaidh sinn riochd sgrambailte dhen t-seòladh agad agus gun dad eile.',
		],
		confidential: [
			'Tha do fhreagairtean dìomhair. Chan eil iad gun urra.',
			'Tha do fhreagairtean ceangailte ris a’ chuireadh agad. Chan fhaic ach an sgioba rannsachaidh còmhla iad, agus cha nochd duine sam bith a tha air ainmeachadh no a ghabhas aithneachadh anns na dh’fhoillsicheas sinn.',
			'Gu 30 latha an dèidh dhan t-suirbhidh dùnadh faodaidh tu iarraidh oirnn do fhreagairtean a shealltainn dhut, no an sguabadh às. An uair sin thèid d’ ainm, do sheòladh agus na tha gan ceangal ri do fhreagairtean a sguabadh às. Ma dh’iarras tu nach fhaigh thu cuireadh tuilleadh, cumaidh sinn riochd sgrambailte dhen t-seòladh agad agus gun dad eile.',
		],
		panel: [
			'Tha do fhreagairtean dìomhair. Tha iad ceangailte ri do fhreagairtean ann an cuairtean roimhe den t-suirbhidh seo.',
			'Tha còd gan ceangal nach gabh tionndadh air ais gu d’ ainm no don chuireadh agad. Chan urrainn don luchd-obrach do lorg tron chòd.',
			'Cha chùm sinn an seòladh IP agad, dè an t-inneal a chleachdas tu, no an t-àm a fhreagair thu: dìreach an latha.',
			'Thèid an ceangal agad a sguabadh às 30 latha an dèidh dhan t-suirbhidh dùnadh. Cumaidh sinn d’ ainm is do sheòladh fhad ʼs a mhaireas am pannal, gus cuireadh eile a thoirt dhut. Nuair a thig e gu crìch thèid an sguabadh às, agus an iuchair leis an dèanar an còd.',
		],
	},
	found: {
		probability: 'Chaidh do thaghadh air thuaiream, gus am bi na toraidhean a’ riochdachadh a h-uile duine.',
		panel: 'Dh’fhaighnich sinn dhìot a chionn ʼs gu bheil thu ann am pannal rannsachaidh.',
		'partner-list': 'Dh’fhaighnich sinn dhìot tro bhuidheann dham buin thu no dham bheil thu ag obair.',
		'open-link': 'Faodaidh duine sam bith aig a bheil an ceangal freagairt.',
	},
	check: {
		title: 'Thoir sùil air do fhreagairtean',
		introduction:
			'Thoir sùil air do fhreagairtean agus atharraich gin nach eil ceart. Nuair a bhios tu deiseil, cuir thugainn iad.',
		send: 'Cuir mo fhreagairtean',
		changeWhich: (question) => `do fhreagairt air: ${question}`,
		afterSending: 'An dèidh dhut do fhreagairtean a chur cha ghabh an atharrachadh.',
	},
	thanks: {
		title: 'Tapadh leibh',
		declined:
			'Thagh thu gun phàirt a ghabhail, agus mar sin cha do chùm sinn freagairtean. Faodaidh tu an duilleag seo a dhùnadh.',
		routes: 'Far an aithris thu air rud',
		guidance: 'Na dh’fhaodadh do chuideachadh a-nis',
		support: 'Ma tha thu airson bruidhinn ri cuideigin',
		phone: 'Fòn',
		website: 'Làrach-lìn',
	},
	save: {
		link: 'Sàbhail agus till a-rithist',
		title: 'Till a-rithist',
		saved: 'Tha na freagairtean agad gu ruige seo air an sàbhaladh.',
		code: 'An còd agad',
		what: 'Sgrìobh sìos an còd seo. Chì duine sam bith aig a bheil e na freagairtean agad gu ruige seo, mar sin cùm agad fhèin e.',
		how: (address) =>
			`Gus tilleadh, fosgail ${address} agus cuir a-steach an còd. Air an inneal seo dh’fhaodadh nach bi feum agad air a’ chòd.`,
		until: (day) => `Tha an suirbhidh fosgailte gu deireadh ${day}.`,
		backToSurvey: 'Till don t-suirbhidh',
	},
	resume: {
		title: 'Till gu do fhreagairtean',
		label: 'An còd agad',
		hint: 'Fichead litir is àireamh, ann an còig buidhnean de cheithir. Chan eil àite-falamh no strìochag gu diofar.',
		button: 'Lean ort',
		unknown: 'Chan aithne dhuinn an còd seo airson an t-suirbhidh seo. Dèan coimeas eadar e agus na sgrìobh thu sìos',
		empty: 'Cuir a-steach an còd agad',
		finished:
			'Chaidh na freagairtean leis a’ chòd seo a chur mar-thà, agus mar sin chan eil dad air fhàgail ri dhèanamh.',
		none: 'Gun chòd? Tòisich an suirbhidh bhon toiseach',
	},
	closed: {
		unknownTitle: 'Chan urrainn dhuinn an suirbhidh seo a lorg',
		unknown: 'Chan eil suirbhidh aig an t-seòladh seo. Dèan cinnteach gu bheil an ceangal gu lèir agad.',
		pausedTitle: 'Tha an suirbhidh seo a’ gabhail fois',
		paused: 'Till a-rithist an ceann greis. Tha na chuir thu thugainn mar-thà air a ghleidheadh.',
		closedTitle: 'Tha an suirbhidh seo air dùnadh',
		closed: (day) =>
			day === undefined
				? 'Chan eil e a’ gabhail fhreagairtean tuilleadh. Tapadh leibh airson ùidh a ghabhail ann.'
				: `Dhùin e air ${day} agus chan eil e a’ gabhail fhreagairtean tuilleadh. Tapadh leibh airson ùidh a ghabhail ann.`,
		notYetTitle: 'Chan eil an suirbhidh seo fosgailte fhathast',
		notYet: (day) =>
			day === undefined ? 'Till a-rithist uaireigin eile.' : `Fosglaidh e air ${day}. Till an uair sin.`,
		tooManyTitle: 'Fuirich mionaid',
		tooMany: 'Thàinig cus oidhirpean bhon cheangal agad. Fuirich mionaid agus feuch a-rithist.',
		pageTitle: 'Chan urrainn dhuinn an duilleag seo a lorg',
		page: 'Thoir sùil air an t-seòladh, no tòisich bhon toiseach.',
		faultTitle: 'Chaidh rudeigin ceàrr',
		fault:
			'ʼS ann againne a tha a’ choire. Tha na chuir thu mar-thà air a chumail. Feuch a-rithist an ceann beagan mhionaidean.',
		reference: (id) => `Ma dh’innseas tu dhuinn mu dheidhinn, thoir seachad an àireamh seo: ${id}`,
		home: 'Rach don duilleag-thòiseachaidh',
	},
	invitation: {
		decline: 'Chan eil mi airson pàirt a ghabhail',
		optOut: 'Na toiribh cuireadh dhomh tuilleadh',
		declineButton: 'Cha ghabh mi pàirt an turas seo',
		optOutButton: 'Na toiribh cuireadh dhomh don t-suirbhidh seo tuilleadh',
		optOutAllButton: 'Na toiribh cuireadh dhomh do shuirbhidh sam bith tuilleadh',
		leaving: {
			decline: {
				title: 'Nach eil thu airson pàirt a ghabhail?',
				words: 'Cha chuir sinn cuimhneachan sam bith eile thugad an turas seo. Cha chùm sinn na fhreagair thu.',
			},
			declined: {
				title: 'Tapadh leat airson innse dhuinn',
				words: 'Cha chuir sinn cuimhneachan sam bith eile thugad an turas seo. Faodaidh tu an duilleag seo a dhùnadh.',
			},
			'opt-out': {
				title: 'Nach eil thu ag iarraidh cuireadh tuilleadh?',
				words: 'Cumaidh sinn cruth falaichte den t-seòladh agad, gus an aithnich sinn e, agus sin a-mhàin.',
			},
			'opted-out': {
				title: 'Chan fhaigh thu cuireadh tuilleadh',
				words:
					'Dhubh sinn às d’ ainm agus do sheòladh bhon t-suirbhidh seo. Dh’fhaodadh teachdaireachd a tha air an rathad tighinn fhathast.',
			},
		},
		notInvited: {
			unknown: {
				heading: 'Chan urrainn dhuinn an cuireadh seo a lorg',
				message:
					'Dèan cinnteach gu bheil an ceangal gu lèir agad. Tha e fada, agus tha gach litir is àireamh cudromach. Ma tha e gu lèir agad, dh’fhaodadh gu bheil an suirbhidh seachad: sguabaidh sinn às gach ceangal 30 latha an dèidh do shuirbhidh dùnadh.',
			},
			used: {
				heading: 'Tapadh leat: chaidh an ceangal seo a chleachdadh',
				message: 'Chaidh na freagairtean a chur mar-thà. Faodar gach ceangal a chleachdadh aon turas.',
			},
			declined: {
				heading: 'Dh’innis thu dhuinn nach gabh thu pàirt',
				message: 'Cha chuir sinn cuimhneachan sam bith eile thugad. Tapadh leat airson innse dhuinn.',
			},
			'opted-out': {
				heading: 'Chan fhaigh thu cuireadh tuilleadh',
				message: 'Dh’iarr thu oirnn gun chuireadh a thoirt dhut tuilleadh, agus mar sin chan obraich an ceangal seo.',
			},
			ineligible: {
				heading: 'Chan obraich an ceangal seo tuilleadh',
				message: 'Chan eil an suirbhidh seo dhut às dèidh a h-uile càil. Tapadh leat airson ùidh a ghabhail ann.',
			},
			'quota-full': {
				heading: 'Tapadh leat airson ùidh a ghabhail ann',
				message:
					'Tha sinn air cluinntinn bho uiread de dhaoine coltach riut ’s a dh’fheumas sinn, agus chan eil an còrr ri fhreagairt.',
			},
			'link-needed': {
				heading: 'Feumaidh tu cuireadh airson an t-suirbhidh seo',
				message: 'Airson freagairt, cleachd an ceangal a chaidh a chur thugad.',
			},
		},
	},
	pilot: {
		mark: 'Deuchainn – deuchainn air a’ cheisteachan. Thèid na freagairtean a chumail air leth.',
		notice: [
			'ʼS e deuchainn a tha seo: tha i a’ feuchainn a’ cheisteachain mus tèid a chleachdadh. Thèid do fhreagairtean a chumail air leth bho fhreagairtean an t-suirbhidh agus cha bhi iad am measg nan toraidhean gu bràth.',
			'Airson gach ceist, cunntaidh sinn cò mheud duine a ràinig i, a fhreagair i no a dhiùlt i, fiù ʼs ma stadas iad letheach slighe.',
			'Thèid beachd a chumail leis a’ cheist aige, an cànan aige agus an latha. Chan eil dad ga cheangal ri do fhreagairtean no ri do bheachdan eile. Na ainmich duine sam bith ann.',
		],
		published:
			'Chan eil dad. Chan fhaic ach na daoine a tha a’ dèanamh a’ cheisteachain freagairtean is beachdan deuchainn.',
		retention:
			'Thèid an sguabadh às còmhla ris an deuchainn, nuair nach bi feum aig luchd-dèanaimh a’ cheisteachain orra tuilleadh.',
		comment: 'Beachd dha na h-ùghdaran (roghainneil)',
		commentHint:
			'Dè a bha mì-shoilleir, doirbh a fhreagairt no a dhìth? Thèid do bheachd a chur còmhla ri do fhreagairt.',
		general: 'A bheil rud sam bith eile ann a bu chòir fios a bhith aig na h-ùghdaran air? (roghainneil)',
		generalHint: 'Mar eisimpleir: dè cho fada ʼs a thug e, dè ris an robh dùil agad agus nach do lorg thu.',
		send: 'Cuir mo bheachd',
		kept: 'Chaidh do bheachd a chumail.',
		tooMany:
			'Tha a h-uile beachd as urrainn dhi a ghabhail aig an deuchainn seo. Thoir air falbh do bheachd gus leantainn ort',
		closed: {
			unknownTitle: 'Chan urrainn dhuinn an deuchainn seo a lorg',
			unknown: 'Chan eil deuchainn aig an t-seòladh seo. Dèan cinnteach gu bheil an ceangal gu lèir agad.',
			closedTitle: 'Tha an deuchainn seo air dùnadh',
			closed: (day) =>
				day === undefined
					? 'Chan eil i a’ gabhail fhreagairtean no bheachdan tuilleadh. Tapadh leibh airson ur cuideachaidh.'
					: `Dhùin i air ${day} agus chan eil i a’ gabhail fhreagairtean no bheachdan tuilleadh. Tapadh leibh airson ur cuideachaidh.`,
		},
	},
	home: {
		lead: 'Suirbhidhean a thèid a chur a-rithist is a-rithist, agus cunntas onarach air na dh’atharraich.',
		about:
			'Bidh Soundings a’ faighneachd do dhaoine agus do phroifeiseantaich dè as aithne dhaibh agus dè am beachd mu eucoir eagraichte, am bathar aice agus mar a dhìonar daoine bhuaipe. Thèid na h-aon cheistean a chur ann an cuairtean, gus am faicear atharrachadh.',
		open: 'Suirbhidhean as urrainn dhut freagairt an-dràsta',
		none: 'Chan eil suirbhidh fosgailte an-dràsta.',
		methods: 'Mar a thèid na figearan a dhèanamh',
		staff: 'Clàradh a-steach luchd-obrach',
	},
	notStored: {
		title: 'Chan urrainn dhuinn freagairtean a shàbhaladh an-dràsta',
		page: 'Tha na chuir thu mar-thà air a chumail. Till air ais, fuirich mionaid agus feuch a-rithist.',
		here: (button) =>
			`Tha na sgrìobh thu fhathast air an duilleag seo. Fuirich mionaid, an uair sin tagh “${button}” a-rithist. Tha na chuir thu roimhe air a chumail.`,
	},
	otherVersion: 'Chaidh an suirbhidh ùrachadh fhad ʼs a bha thu a’ freagairt. Thoir sùil air a’ cheist seo a-rithist.',
};
