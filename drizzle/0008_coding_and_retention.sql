CREATE TABLE `agreed_codings` (
	`wave` text NOT NULL,
	`response` text NOT NULL,
	`variable` text NOT NULL,
	`codes` text NOT NULL,
	`by` text NOT NULL,
	`on` text NOT NULL,
	PRIMARY KEY(`response`, `variable`),
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `agreed_codings_wave` ON `agreed_codings` (`wave`,`variable`);--> statement-breakpoint
CREATE TABLE `code_frames` (
	`survey` text NOT NULL,
	`variable` text NOT NULL,
	`frame` text NOT NULL,
	`revision` integer NOT NULL,
	`by` text NOT NULL,
	`on` text NOT NULL,
	PRIMARY KEY(`survey`, `variable`)
) STRICT;
--> statement-breakpoint
CREATE TABLE `codings` (
	`wave` text NOT NULL,
	`response` text NOT NULL,
	`variable` text NOT NULL,
	`coder` text NOT NULL,
	`codes` text NOT NULL,
	`on` text NOT NULL,
	PRIMARY KEY(`response`, `variable`, `coder`),
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE INDEX `codings_wave` ON `codings` (`wave`,`variable`);--> statement-breakpoint
CREATE TABLE `retention_steps` (
	`wave` text NOT NULL,
	`step` text NOT NULL,
	`due_on` text NOT NULL,
	`done_on` text,
	`counts` text,
	PRIMARY KEY(`wave`, `step`),
	FOREIGN KEY (`wave`) REFERENCES `waves`(`id`) ON UPDATE no action ON DELETE no action
) STRICT;
--> statement-breakpoint
CREATE TABLE `sources` (
	`survey` text NOT NULL,
	`tag` text NOT NULL,
	`label` text NOT NULL,
	`by` text NOT NULL,
	`on` text NOT NULL,
	PRIMARY KEY(`survey`, `tag`)
) STRICT;
