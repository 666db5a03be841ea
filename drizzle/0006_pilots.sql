CREATE TABLE `pilot_comments` (
	`place` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`pilot` text NOT NULL,
	`question` text,
	`language` text NOT NULL,
	`day` text NOT NULL,
	`words` text NOT NULL,
	`resolved_by_name` text,
	`resolved_on` text,
	FOREIGN KEY (`pilot`) REFERENCES `pilots`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `pilot_comments_pilot` ON `pilot_comments` (`pilot`);--> statement-breakpoint
CREATE TABLE `pilot_interviews` (
	`place` integer PRIMARY KEY NOT NULL,
	`lookup` blob NOT NULL,
	`pilot` text NOT NULL,
	`state` text NOT NULL,
	`server_half` blob NOT NULL,
	`sealed` blob NOT NULL,
	`started_day` text NOT NULL,
	FOREIGN KEY (`pilot`) REFERENCES `pilots`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `pilot_interviews_pilot` ON `pilot_interviews` (`pilot`,`state`);--> statement-breakpoint
CREATE TABLE `pilot_questions` (
	`pilot` text NOT NULL,
	`question` text NOT NULL,
	`reached` integer NOT NULL,
	`answered` integer NOT NULL,
	`declined` integer NOT NULL,
	PRIMARY KEY(`pilot`, `question`),
	FOREIGN KEY (`pilot`) REFERENCES `pilots`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `pilot_responses` (
	`place` integer PRIMARY KEY NOT NULL,
	`pilot` text NOT NULL,
	`day` text NOT NULL,
	`outcome` text NOT NULL,
	`language` text NOT NULL,
	`arms` text NOT NULL,
	`answers` text NOT NULL,
	FOREIGN KEY (`pilot`) REFERENCES `pilots`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `pilot_responses_pilot` ON `pilot_responses` (`pilot`);--> statement-breakpoint
CREATE TABLE `pilots` (
	`id` text PRIMARY KEY NOT NULL,
	`draft` text NOT NULL,
	`survey` text NOT NULL,
	`version` integer NOT NULL,
	`revision` integer,
	`label` text NOT NULL,
	`languages` text NOT NULL,
	`document` text NOT NULL,
	`sha256` text NOT NULL,
	`token_hash` blob NOT NULL,
	`state` text NOT NULL,
	`closes_on` text NOT NULL,
	`started` integer NOT NULL,
	`allocated` text NOT NULL,
	`by_name` text NOT NULL,
	`on` text NOT NULL,
	`closed_by_name` text,
	`closed_on` text,
	FOREIGN KEY (`draft`) REFERENCES `drafts`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE UNIQUE INDEX `pilots_token_hash_unique` ON `pilots` (`token_hash`);--> statement-breakpoint
CREATE INDEX `pilots_draft` ON `pilots` (`draft`);