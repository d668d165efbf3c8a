import type { SystemAction } from '../../effect.ts';
import { literal, show, textOf, wordOf, type Word } from '../../word.ts';
import type { Command } from '../argv.ts';
import { printedVariables } from '../system/environment.ts';
import type { Context, Finding } from '../spec.ts';
import { Bound, filePath, isOne, paths, pipedWords } from './_bind.ts';
import type { Cmdlet } from './items.ts';

/** A change of the machine; nothing with `-WhatIf`. */
function change(action: SystemAction, takes = 'name displayname', switches = 'force passthru'): Cmdlet {
  return function* changer(command, context): Generator<Finding> {
    const bound = new Bound(command, takes, switches);
    if (bound.dry) return;
    const named = bound.values(...takes.split(' '));
    const targets = named.length > 0 ? named : bound.positional.length > 0 ? bound.positional : pipedWords(context);
    for (const target of targets.length > 0 ? targets : [literal(command.program, context.invocation.span)])
      yield { kind: 'system.change', action, target };
  };
}

const windowsProcess = /^(?:explorer|csrss|lsass|svchost|winlogon)$/i;

/** `Stop-Process` by id or name, and of what `Get-Process` found before the pipe. */
function* stopProcess(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(command, 'id name inputobject', 'force passthru');
  if (bound.dry) return;
  const signal = bound.has('force') === 'yes' ? 'KILL' : 'TERM';
  const kill = (target: Word, byName: boolean): Finding => {
    const name = textOf(target);
    const fullName =
      byName && name !== undefined && windowsProcess.test(name) ? literal(`${name}.exe`, target.span) : target;
    return {
      kind: 'process.kill',
      selector: byName ? (/[*?]/.test(name ?? '') ? (name === '*' ? 'everything' : 'pattern') : 'name') : 'pid',
      target: fullName,
      signal,
    };
  };
  for (const id of [...bound.values('id'), ...bound.positional]) yield kill(id, !/^\d+$/.test(textOf(id) ?? '0'));
  for (const name of bound.values('name')) yield kill(name, true);
  const { stdin } = context;
  if (stdin.kind !== 'pipe' || bound.positional.length > 0 || bound.values('id', 'name').length > 0) return;
  for (const source of stdin.from) {
    const program = source.argv[0] === undefined ? undefined : textOf(source.argv[0]);
    if (program === 'Get-Process') {
      const words = source.argv.slice(1);
      const listed = new Bound({ ...command, words }, 'name id computername', 'includeusername');
      const names = [...listed.values('name'), ...listed.positional];
      for (const name of names) yield kill(name, true);
      for (const id of listed.values('id')) yield kill(id, false);
      // Every process, or those that a condition behind the pipe selects.
      if (names.length === 0 && listed.values('id').length === 0) {
        const filtered = stdin.from.some(({ argv }) => argv[0] !== undefined && textOf(argv[0]) === 'Where-Object');
        yield {
          kind: 'process.kill',
          selector: filtered ? 'pattern' : 'everything',
          target: literal('Get-Process', context.invocation.span),
          signal,
        };
      }
    } else if (program === 'Get-NetTCPConnection')
      yield { kind: 'process.kill', selector: 'port', target: literal('a port', context.invocation.span), signal };
  }
}

/** `Set-Service x -StartupType Disabled`, `-Status Stopped`. */
function* setService(command: Command): Generator<Finding> {
  const bound = new Bound(
    command,
    'name displayname startuptype status description credential binarypathname',
    'force passthru',
  );
  if (
    bound.dry ||
    !(isOne(bound.value('startuptype'), 'disabled') || isOne(bound.value('status'), 'stopped', 'paused'))
  )
    return;
  yield {
    kind: 'system.change',
    action: 'service-stop',
    target: bound.value('name') ?? bound.positional[0] ?? literal('a service'),
  };
}

function* disk(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(
    command,
    'driveletter number path uniqueid filesystemlabel newfilesystemlabel filesystem disknumber partitionnumber inputobject allocationunitsize partitionstyle friendlyname size',
    'full force compress removedata removeoem usemaximumsize assigndriveletter',
  );
  if (bound.dry) return;
  const device =
    bound.value('driveletter', 'number', 'disknumber', 'path', 'friendlyname') ??
    bound.positional[0] ??
    pipedWords(context)[0] ??
    literal('a disk', context.invocation.span);
  yield { kind: 'disk.erase', device, tool: command.program };
}

/** `Start-Process`: a program, a script, or an address, with its arguments in one text or several. */
function* startProcess(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(
    command,
    'filepath argumentlist args workingdirectory verb windowstyle redirectstandardoutput redirectstandarderror redirectstandardinput environment',
    'wait nonewwindow passthru loaduserprofile usenewenvironment',
  );
  if (bound.dry) return;
  const named = bound.value('filepath');
  const free = [...bound.positional];
  const program = named ?? free.shift();
  if (program === undefined || /^https?:/i.test(show(program))) return;
  const words = [...bound.values('argumentlist', 'args'), ...free];
  const cwd = bound.value('workingdirectory');
  const [only] = words;
  const whole = textOf(
    wordOf(
      words.flatMap((word, index) => [...(index > 0 ? [' '] : []), ...word.parts]),
      program.span,
    ),
  );
  // The texts are joined to one command line, which the program takes apart.
  const argv =
    words.some((word) => /\s/.test(textOf(word) ?? '')) && whole !== undefined
      ? commandLine(whole).map((text) => literal(text, only?.span))
      : words;
  yield {
    kind: 'run',
    argv: [plainPath(program), ...argv],
    via: bound.value('verb') !== undefined && isOne(bound.value('verb'), 'runas') ? 'sudo' : 'Start-Process',
    ...(cwd === undefined ? {} : { cwd: filePath(context, cwd, true).word }),
  };
  for (const target of bound.values('redirectstandardoutput', 'redirectstandarderror'))
    yield { kind: 'file.write', path: filePath(context, target, true), how: 'overwrite', recursive: 'no' };
}

function plainPath(word: Word): Word {
  return wordOf(
    word.parts.map((part) => (typeof part === 'string' ? part.replaceAll('\\', '/') : part)),
    word.span,
  );
}

/** Words of a Windows command line: blanks separate, double quotes group. */
export function commandLine(text: string): readonly string[] {
  return (text.match(/(?:"[^"]*"|[^\s"])+/g) ?? []).map((word) => word.replaceAll('"', ''));
}

/** `Invoke-Item`, `Import-Module` of a path: a file is opened by what it is for. */
function* invokeItem(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(command, 'path literalpath name');
  for (const { word } of paths(bound, context))
    if (/\.(?:ps1|psm1|bat|cmd|exe|vbs|js|msi|sh|py)$/i.test(show(word)))
      yield { kind: 'run', argv: [plainPath(word)], via: command.program };
}

/** `Set-ExecutionPolicy -Scope Process` ends with the process; for the machine or the person it stays. */
function* executionPolicy(command: Command): Generator<Finding> {
  const bound = new Bound(command, 'executionpolicy scope', 'force');
  const scope = bound.value('scope') ?? bound.positional[1];
  const policy = bound.value('executionpolicy') ?? bound.positional[0];
  if (
    bound.dry ||
    isOne(scope, 'process') ||
    isOne(policy, 'remotesigned', 'allsigned', 'restricted', 'default', 'undefined')
  )
    return;
  yield { kind: 'system.change', action: 'protection-off', target: policy ?? literal('the execution policy') };
}

/** Switching the virus scanner off, or telling it to look away. */
function* defender(command: Command): Generator<Finding> {
  const bound = new Bound(
    command,
    'exclusionpath exclusionprocess exclusionextension mapsreporting submitsamplesconsent disablerealtimemonitoring disablebehaviormonitoring disableioavprotection disablescriptscanning',
  );
  for (const name of [
    'disablerealtimemonitoring',
    'disablebehaviormonitoring',
    'disableioavprotection',
    'disablescriptscanning',
    'exclusionpath',
    'exclusionprocess',
    'exclusionextension',
  ]) {
    const value = bound.value(name);
    if (value !== undefined && !isOne(value, 'false', '0'))
      yield { kind: 'system.change', action: 'protection-off', target: literal(name, value.span) };
    if (value === undefined && bound.has(name) !== 'no')
      yield { kind: 'system.change', action: 'protection-off', target: literal(name) };
  }
}

function* firewall(command: Command): Generator<Finding> {
  const bound = new Bound(command, 'profile name enabled displayname defaultinboundaction', 'all');
  if (bound.dry) return;
  const value = bound.value('enabled');
  if (/^set-netfirewallprofile$/i.test(command.program) ? value !== undefined && isOne(value, 'false') : true)
    yield {
      kind: 'system.change',
      action: 'firewall-flush',
      target: bound.value('profile', 'displayname', 'name') ?? literal('the firewall'),
    };
}

/** Scheduled tasks: `Unregister-` removes, `Register-` and `Set-` change. */
const user = 'name sid inputobject group member password description fullname identity';

function prints(takes = 'object inputobject message separator foregroundcolor backgroundcolor'): Cmdlet {
  return function* printer(command): Generator<Finding> {
    const bound = new Bound(command, takes, 'nonewline noenumerate');
    yield* printedVariables([...bound.positional, ...bound.values('object', 'inputobject', 'message')]);
  };
}

/** `Add-Type` compiles what it is given; a library's name alone loads what is there already. */
function* addType(command: Command, context: Context): Generator<Finding> {
  const bound = new Bound(
    command,
    'typedefinition memberdefinition name namespace path literalpath assemblyname referencedassemblies language outputassembly outputtype using compileroptions',
    'passthru ignorewarnings',
  );
  if (
    bound.value('typedefinition', 'memberdefinition') !== undefined ||
    (bound.positional.length > 0 && bound.value('assemblyname', 'path') === undefined)
  )
    yield { kind: 'opaque', why: 'language', detail: 'Add-Type with C#' };
  void context;
}

function* wmi(command: Command): Generator<Finding> {
  const bound = new Bound(
    command,
    'class classname name methodname path argumentlist arguments namespace query computername inputobject cimsession',
  );
  const method = bound.value('methodname', 'name') ?? bound.positional[1];
  const type = bound.value('class', 'classname', 'path') ?? bound.positional[0];
  if (isOne(type, 'win32_process') && isOne(method, 'create')) {
    const code = bound.value('argumentlist', 'arguments') ?? bound.positional[2];
    const line = code === undefined ? undefined : textOf(code)?.replace(/^commandline:\s*/i, '');
    if (line === undefined) yield { kind: 'opaque', why: 'code', detail: 'Win32_Process.Create' };
    else yield { kind: 'run', argv: [literal('cmd'), literal('/c'), literal(line)], via: command.program };
  } else if (isOne(method, 'win32shutdown', 'reboot', 'shutdown'))
    yield { kind: 'system.change', action: 'shutdown', target: literal(command.program) };
  else if (isOne(method, 'terminate', 'delete', 'uninstall') || /^remove-/i.test(command.program))
    yield { kind: 'opaque', why: 'language', detail: `${command.program} ${method === undefined ? '' : show(method)}` };
}

/** `Get-Credential`, `ConvertFrom-SecureString -AsPlainText`, vault cmdlets: secrets shown as text. */
function* secret(command: Command): Generator<Finding> {
  const bound = new Bound(command, 'name vault vaultname', 'asplaintext');
  if (bound.has('asplaintext') === 'no' && !/azkeyvaultsecret/i.test(command.program)) return;
  yield {
    kind: 'secret.dump',
    store: /az/i.test(command.program) ? 'cloud' : 'password-manager',
    name: bound.value('name') ?? bound.positional[0] ?? literal('a secret'),
  };
}

function install(manager: string): Cmdlet {
  return function* installer(command): Generator<Finding> {
    const bound = new Bound(
      command,
      'name requiredversion minimumversion maximumversion repository scope version source providername',
      'force allowclobber skippublishercheck acceptlicense allowprerelease trustrepository reinstall quiet',
    );
    if (bound.dry) return;
    const version = bound.value('requiredversion', 'version');
    for (const name of [...bound.values('name'), ...bound.positional])
      yield {
        kind: 'package.install',
        manager,
        name,
        version: version === undefined ? 'none' : 'exact',
        source: 'registry',
        global: isOne(bound.value('scope'), 'allusers') ? 'yes' : 'no',
        registry: literal(''),
        scripts: 'yes',
      };
  };
}

/** Azure and AWS cmdlets that destroy: `Remove-AzResourceGroup`, `Remove-EC2Instance`. */
export function* cloud(command: Command): Generator<Finding> {
  const bound = new Bound(command, 'name resourcegroupname id bucketname instanceid', 'force asjob passthru');
  if (bound.dry) return;
  const [, verb = '', noun = ''] = /^(\w+)-(.*)$/.exec(command.program) ?? [];
  const azure = /^(?:az|azure)/i.test(noun);
  yield {
    kind: 'infra.change',
    provider: azure ? 'az' : 'aws',
    action: /^stop$/i.test(verb) ? 'stop' : 'delete',
    object: noun.replace(/^az(?:ure(?:rm)?)?/i, '').toLowerCase(),
    target:
      bound.value('name', 'resourcegroupname', 'bucketname', 'instanceid', 'id') ?? bound.positional[0] ?? literal(''),
    irreversible: /^stop$/i.test(verb) ? 'no' : 'yes',
    approved: bound.has('force'),
    planned: 'no',
  };
}

const none: Cmdlet = function* nothingToSay(): Generator<Finding> {
  yield* [];
};

/** Cmdlets about the machine, by their names in lower case. */
export const system: Readonly<Record<string, Cmdlet>> = {
  'stop-computer': change('shutdown', 'computername credential'),
  'restart-computer': change('shutdown', 'computername credential'),
  'suspend-computer': change('shutdown'),
  'stop-process': stopProcess,
  'stop-service': change('service-stop', 'name displayname inputobject include exclude'),
  'remove-service': change('service-stop', 'name displayname inputobject'),
  'set-service': setService,
  'suspend-service': change('service-stop', 'name displayname inputobject'),
  'disable-windowsoptionalfeature': change('service-stop', 'featurename'),
  'uninstall-windowsfeature': change('service-stop', 'name'),
  'stop-vm': change('service-stop', 'name vmname'),
  'remove-vm': change('service-stop', 'name vmname'),
  'format-volume': disk,
  'clear-disk': disk,
  'initialize-disk': disk,
  'remove-partition': disk,
  'reset-physicaldisk': disk,
  'remove-virtualdisk': disk,
  'remove-storagepool': disk,
  'remove-localuser': change('user-delete', user),
  'remove-aduser': change('user-delete', user),
  'remove-localgroup': change('user-change', user),
  'remove-adgroup': change('user-delete', user),
  'set-adaccountpassword': change('user-change', user),
  'disable-adaccount': change('user-change', user),
  'new-localuser': change('user-change', user),
  'set-localuser': change('user-change', user),
  'disable-localuser': change('user-change', user),
  'add-localgroupmember': change('user-change', user),
  'remove-localgroupmember': change('user-change', user),
  'unregister-scheduledtask': change('schedule-remove', 'taskname taskpath'),
  'disable-scheduledtask': change('schedule-change', 'taskname taskpath'),
  'register-scheduledtask': change('schedule-change', 'taskname taskpath'),
  'register-scheduledjob': change('schedule-change', 'name'),
  'set-scheduledtask': change('schedule-change', 'taskname taskpath'),
  'new-service': change('schedule-change', 'name binarypathname'),
  'set-netfirewallprofile': firewall,
  'remove-netfirewallrule': firewall,
  'disable-netfirewallrule': firewall,
  'set-mppreference': defender,
  'add-mppreference': defender,
  'set-executionpolicy': executionPolicy,
  'disable-computerrestore': change('protection-off', 'drive'),
  'clear-eventlog': change('protection-off', 'logname computername'),
  'remove-eventlog': change('protection-off', 'logname computername'),
  'disable-bitlocker': change('protection-off', 'mountpoint'),
  'disable-netadapter': change('service-stop', 'name interfacedescription'),
  'mount-diskimage': change('mount', 'imagepath'),
  'start-process': startProcess,
  'invoke-item': invokeItem,
  'add-type': addType,
  'invoke-wmimethod': wmi,
  'invoke-cimmethod': wmi,
  'remove-wmiobject': wmi,
  'remove-ciminstance': wmi,
  'get-secret': secret,
  'get-azkeyvaultsecret': secret,
  'convertfrom-securestring': secret,
  'write-output': prints(),
  'write-host': prints(),
  'write-information': prints(),
  'write-verbose': none,
  'out-host': prints(),
  'out-string': prints(),
  'install-module': install('PowerShellGet'),
  'install-psresource': install('PowerShellGet'),
  'install-script': install('PowerShellGet'),
  'install-package': install('PackageManagement'),
  'publish-module': function* publish(command): Generator<Finding> {
    const bound = new Bound(command, 'name path nugetapikey repository');
    if (!bound.dry)
      yield {
        kind: 'deploy.release',
        tool: 'Publish-Module',
        environment: bound.value('repository') ?? literal('PSGallery'),
        production: 'unknown',
        what: 'package',
      };
  },
};
