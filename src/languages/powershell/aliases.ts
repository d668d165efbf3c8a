/** Built-in aliases of Windows PowerShell and PowerShell 7 (about_Aliases; `Get-Alias`): `alias=Cmdlet`. */
const table =
  '%=ForEach-Object foreach=ForEach-Object ?=Where-Object ac=Add-Content clc=Clear-Content cli=Clear-Item clp=Clear-ItemProperty clv=Clear-Variable ' +
  'copy=Copy-Item cpi=Copy-Item cpp=Copy-ItemProperty cvpa=Convert-Path dbp=Disable-PSBreakpoint chdir=Set-Location sl=Set-Location ' +
  'del=Remove-Item erase=Remove-Item rd=Remove-Item ri=Remove-Item dir=Get-ChildItem gci=Get-ChildItem echo=Write-Output write=Write-Output ' +
  'epal=Export-Alias epcsv=Export-Csv etsn=Enter-PSSession exsn=Exit-PSSession fl=Format-List ft=Format-Table fw=Format-Wide fhx=Format-Hex ' +
  'gal=Get-Alias gc=Get-Content gcb=Get-Clipboard gcm=Get-Command gdr=Get-PSDrive gi=Get-Item gin=Get-ComputerInfo gjb=Get-Job gl=Get-Location gm=Get-Member ' +
  'gmo=Get-Module gp=Get-ItemProperty gps=Get-Process gpv=Get-ItemPropertyValue group=Group-Object gsv=Get-Service gtz=Get-TimeZone gu=Get-Unique gv=Get-Variable gwmi=Get-WmiObject ' +
  'icm=Invoke-Command iex=Invoke-Expression ihy=Invoke-History ii=Invoke-Item ipal=Import-Alias ipcsv=Import-Csv ipmo=Import-Module irm=Invoke-RestMethod iwmi=Invoke-WmiMethod iwr=Invoke-WebRequest ' +
  'measure=Measure-Object md=New-Item mi=Move-Item move=Move-Item mp=Move-ItemProperty nal=New-Alias ndr=New-PSDrive ni=New-Item nmo=New-Module nsn=New-PSSession nv=New-Variable ogv=Out-GridView oh=Out-Host ' +
  'popd=Pop-Location pushd=Push-Location rcjb=Receive-Job rdr=Remove-PSDrive ren=Rename-Item rni=Rename-Item rjb=Remove-Job rmo=Remove-Module rnp=Rename-ItemProperty rp=Remove-ItemProperty rsn=Remove-PSSession rv=Remove-Variable rvpa=Resolve-Path rwmi=Remove-WmiObject ' +
  'sajb=Start-Job sal=Set-Alias saps=Start-Process sasv=Start-Service sbp=Set-PSBreakpoint scb=Set-Clipboard select=Select-Object set=Set-Variable sv=Set-Variable si=Set-Item sls=Select-String sp=Set-ItemProperty spjb=Stop-Job spps=Stop-Process spsv=Stop-Service start=Start-Process swmi=Set-WmiInstance type=Get-Content wjb=Wait-Job ' +
  'cls=Clear-Host pwd=Get-Location cd=Set-Location h=Get-History history=Get-History r=Invoke-History compare=Compare-Object';

const aliases = new Map(
  table
    .split(' ')
    .map((row): readonly [string, string] => [row.slice(0, row.indexOf('=')), row.slice(row.indexOf('=') + 1)]),
);

/** Names that are aliases on Windows and programs elsewhere; with a parameter that the cmdlet does not have, the program is meant. */
const shared: Readonly<Record<string, readonly [cmdlet: string, parameters: string]>> = {
  rm: ['Remove-Item', 'path literalpath filter include exclude recurse force'],
  rmdir: ['Remove-Item', 'path literalpath filter include exclude recurse force'],
  cp: [
    'Copy-Item',
    'path literalpath destination container force filter include exclude recurse passthru fromsession tosession',
  ],
  mv: ['Move-Item', 'path literalpath destination force filter include exclude passthru'],
  ls: [
    'Get-ChildItem',
    'path literalpath filter include exclude recurse depth force name directory file hidden attributes readonly system followsymlink',
  ],
  cat: [
    'Get-Content',
    'path literalpath readcount totalcount head first tail last wait raw encoding delimiter stream filter include exclude force asbytestream',
  ],
  ps: ['Get-Process', 'name id computername module fileversioninfo includeusername inputobject'],
  kill: ['Stop-Process', 'id name inputobject passthru force'],
  sort: ['Sort-Object', 'property descending unique inputobject culture casesensitive top bottom stable'],
  tee: ['Tee-Object', 'filepath literalpath append inputobject variable encoding'],
  sleep: ['Start-Sleep', 'seconds milliseconds duration'],
  diff: [
    'Compare-Object',
    'referenceobject differenceobject syncwindow property excludedifferent includeequal passthru culture casesensitive',
  ],
  mount: ['New-PSDrive', 'name psprovider root scope persist description'],
  mkdir: ['New-Item', 'path name itemtype type value force'],
  curl: [
    'Invoke-WebRequest',
    'uri method body infile outfile headers usebasicparsing contenttype credential proxy timeoutsec useragent websession sessionvariable passthru maximumredirection form authentication token skipcertificatecheck',
  ],
  wget: [
    'Invoke-WebRequest',
    'uri method body infile outfile headers usebasicparsing contenttype credential proxy timeoutsec useragent websession sessionvariable passthru maximumredirection form authentication token skipcertificatecheck',
  ],
  sc: [
    'Set-Content',
    'path literalpath value encoding nonewline force passthru filter include exclude stream asbytestream',
  ],
  clear: ['Clear-Host', ''],
};

const common =
  'verbose debug erroraction warningaction informationaction progressaction errorvariable warningvariable outvariable outbuffer pipelinevariable whatif confirm ea ev wa wv ov ob pv wi cf vb db credential';

/** Verbs of cmdlets (about_Approved_Verbs), and those of modules that keep older ones. */
const verbs =
  /^(?:add|approve|assert|backup|block|build|checkpoint|clear|close|compare|complete|compress|confirm|connect|convert|convertfrom|convertto|copy|debug|deny|deploy|disable|disconnect|dismount|edit|enable|enter|exit|expand|export|find|foreach|format|get|grant|group|hide|import|initialize|install|invoke|join|limit|lock|measure|merge|mount|move|new|open|optimize|out|ping|pop|protect|publish|push|read|receive|redo|refresh|register|remove|rename|repair|request|reset|resize|resolve|restart|restore|resume|revoke|save|search|select|send|set|show|skip|sort|split|start|step|stop|submit|suspend|switch|sync|tee|test|trace|unblock|undo|uninstall|unlock|unprotect|unpublish|unregister|update|use|wait|watch|where|write)-[a-z]\w*$/i;

/** Whether the name is that of a cmdlet or of a function made like one. */
export function isCmdletName(name: string): boolean {
  return verbs.test(name);
}

/** A cmdlet's name with capitals where they belong: `REMOVE-item` is `Remove-Item`. */
export function canonical(name: string): string {
  return name
    .replace(/^\w|-\w/g, (letter) => letter.toUpperCase())
    .replace(/(?<=^.)[A-Z]+(?=-|$)/, (rest) => rest.toLowerCase());
}

/** The cmdlet a name stands for on any platform, where it is an alias. */
export function aliased(name: string, parameters: readonly string[], first: string | undefined): string | undefined {
  const plain = aliases.get(name);
  if (plain !== undefined) {
    // A name that is also that of a program of Windows, called the program's way: `where git`.
    return plain;
  }
  if (!Object.hasOwn(shared, name)) return undefined;
  const [cmdlet, known] = shared[name] ?? ['', ''];
  if (
    name === 'sc' &&
    /^(?:\\\\\S+|query|queryex|start|stop|pause|continue|config|delete|create|control|failure|description|qc|sdset|sdshow)$/i.test(
      first ?? '',
    )
  )
    return undefined;
  const list = `${known} ${common}`.split(' ');
  const own = parameters.length > 0 && parameters.every((one) => list.some((candidate) => candidate.startsWith(one)));
  // Without parameters the program does what the cmdlet does.
  if (own) return cmdlet;
  return /^(?:curl|wget|rm|sleep|clear)$/.test(name) || parameters.length > 0 ? undefined : cmdlet;
}
