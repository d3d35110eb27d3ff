import { Argument, Command, CommanderError, Option } from 'commander';
import { basePathOf } from '../stigman/recognition.ts';
import { type CheckFlags, check, failLevels, formats } from './check.ts';
import { type ExplainFlags, explainFiles, explainFormats } from './explain.ts';
import { EXIT_FAILURE, Failure } from './failure.ts';
import { note, print, tolerateClosedOutput, version } from './output.ts';
import { rulesText } from './rules.ts';
import { readDialect, readRule, readSeconds, readUpstream } from './settings.ts';
import { type VerifyFlags, verifyUrl } from './verify/command.ts';

/** Seconds in which one heartbeat of the application falls due. */
const DEFAULT_WATCH = 35;

function commandLine(): Command {
  const program = new Command('stigman-proxy-lint')
    .description('Shows what a reverse proxy does to STIG Manager, and mends it.')
    .version(version)
    .exitOverride();
  program.addCommand(checkCommand());
  program.addCommand(explainCommand());
  program.addCommand(verifyCommand());
  program.addCommand(rulesCommand());
  program.addCommand(lspCommand());
  return program;
}

function checkCommand(): Command {
  const command = new Command('check')
    .description('report what breaks STIG Manager in configurations')
    .argument('[path...]', 'files and folders', ['.'])
    .addOption(new Option('--format <format>').choices(formats).default('text'))
    .option('--fix', 'mend what has one right edit, and report the rest')
    .option('--no-language-checks', "leave out what only the proxy's own check would report")
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 from this severity on')
        .choices(failLevels)
        .default('error'),
    );
  return withSharedFlags(command).action(async (paths: string[], flags: CheckFlags) => {
    process.exitCode = await check(paths, flags);
  });
}

function explainCommand(): Command {
  const command = new Command('explain')
    .description('tell what configurations do to each endpoint of STIG Manager')
    .argument('<file...>', 'main files')
    .addOption(new Option('--format <format>').choices(explainFormats).default('text'));
  return withSharedFlags(command).action(async (files: string[], flags: ExplainFlags) => {
    process.exitCode = await explainFiles(files, flags);
  });
}

function withSharedFlags(command: Command): Command {
  return command
    .option('--dialect <id>', 'language of the files named, in place of a guess', readDialect)
    .option(
      '--upstream <host[:port]>',
      'where STIG Manager runs; may be repeated',
      readUpstream,
      [],
    )
    .option('--base-path <path>', 'where the proxy serves STIG Manager', basePathOf, '')
    .option('--rule <id=severity>', 'severity of a rule; may be repeated', readRule, {})
    .exitOverride();
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('probe a running deployment')
    .addArgument(new Argument('<url>', 'address of STIG Manager, as browsers reach it'))
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .option('--seconds <n>', 'how long to watch the streams', readSeconds, DEFAULT_WATCH)
    .option('--insecure', 'accept any certificate')
    .exitOverride()
    .action(async (url: string, flags: VerifyFlags) => {
      process.exitCode = await verifyUrl(url, flags);
    });
}

function rulesCommand(): Command {
  return new Command('rules')
    .description('list the rules')
    .addOption(new Option('--format <format>').choices(['text', 'json']).default('text'))
    .exitOverride()
    .action(({ format }: { format: 'text' | 'json' }) => print(rulesText(format)));
}

function lspCommand(): Command {
  return new Command('lsp')
    .description('start the language server')
    .option('--stdio', 'speak over standard input and output')
    .option('--node-ipc', 'speak over the channel of the parent process')
    .allowUnknownOption()
    .allowExcessArguments()
    .exitOverride()
    .action(async () => {
      await import('../lsp/main.node.ts');
    });
}

async function main(): Promise<void> {
  tolerateClosedOutput();
  try {
    await commandLine().parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_FAILURE;
  if (error instanceof Failure) note(`stigman-proxy-lint: ${error.message}`);
  else note(`stigman-proxy-lint: internal error: ${error instanceof Error ? error.stack : error}`);
  return EXIT_FAILURE;
}

void main();
