# Makes a kiosk of this machine; see README.txt. Run as an administrator.
param([switch]$ShellLauncher, [switch]$AssignedAccess, [switch]$Remove)
$ErrorActionPreference = 'Stop'
$program = Join-Path $PSScriptRoot 'kiosk.exe'
$data = Join-Path $env:ProgramData 'HangVietKiosk'
$task = 'Hang Viet Kiosk'

if ($Remove) {
    Unregister-ScheduledTask -TaskName $task -Confirm:$false -ErrorAction SilentlyContinue
    Remove-LocalUser -Name 'kiosk' -ErrorAction SilentlyContinue
    Write-Output "Removed. Ballots, settings and content stay in $data."
    exit 0
}

# The account: a plain user with a password that nobody has to know.
if (-not (Get-LocalUser -Name 'kiosk' -ErrorAction SilentlyContinue)) {
    $password = Read-Host -AsSecureString 'Password for the new account "kiosk" (keep it for Autologon)'
    New-LocalUser -Name 'kiosk' -Password $password -PasswordNeverExpires -UserMayNotChangePassword | Out-Null
    Add-LocalGroupMember -SID 'S-1-5-32-545' -Member 'kiosk'
}

# The data folder: for the account and administrators only.
New-Item -ItemType Directory -Force -Path $data | Out-Null
icacls $data /inheritance:r /grant 'kiosk:(OI)(CI)M' '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-18:(OI)(CI)F' | Out-Null

# The task: at sign-in, again a minute after it ended, never two of them.
$xml = (Get-Content -Raw (Join-Path $PSScriptRoot 'task.xml')).Replace('PROGRAM', $program).Replace('DATA', $data).Replace('COMPUTER', $env:COMPUTERNAME)
Register-ScheduledTask -TaskName $task -Xml $xml -Force | Out-Null

# No sleep, no dark screen, nothing that runs by itself from a stick, no swipe from the edge.
foreach ($setting in 'monitor-timeout-ac', 'standby-timeout-ac', 'hibernate-timeout-ac', 'disk-timeout-ac') { powercfg /change $setting 0 }
$policies = @{
    'HKLM:\SOFTWARE\Microsoft\Windows\CurrentVersion\Policies\Explorer' = @{ NoDriveTypeAutoRun = 255; NoAutorun = 1 }
    'HKLM:\SOFTWARE\Policies\Microsoft\Windows\EdgeUI' = @{ AllowEdgeSwipe = 0 }
    'HKLM:\SOFTWARE\Policies\Microsoft\Windows\Explorer' = @{ DisableNotificationCenter = 1 }
}
foreach ($key in $policies.Keys) {
    New-Item -Force -Path $key | Out-Null
    foreach ($name in $policies[$key].Keys) { Set-ItemProperty -Path $key -Name $name -Type DWord -Value $policies[$key][$name] }
}

if ($ShellLauncher) {
    Enable-WindowsOptionalFeature -Online -FeatureName Client-EmbeddedShellLauncher -NoRestart | Out-Null
    $sid = (Get-LocalUser -Name 'kiosk').SID.Value
    $shell = [wmiclass]'\\localhost\root\standardcimv2\embedded:WESL_UserSetting'
    $shell.SetDefaultShell('explorer.exe', 0) | Out-Null
    # 0: start the shell again whenever it ends.
    $shell.SetCustomShell($sid, "`"$program`" guard --data `"$data`"", $null, $null, 0) | Out-Null
    $shell.SetEnabled($true) | Out-Null
    Disable-ScheduledTask -TaskName $task | Out-Null
}
if ($AssignedAccess) {
    $profile = (Get-Content -Raw (Join-Path $PSScriptRoot 'assigned-access.xml')).Replace('PROGRAM', $program)
    $mdm = Get-CimInstance -Namespace 'root\cimv2\mdm\dmmap' -ClassName 'MDM_AssignedAccess'
    $mdm.Configuration = [System.Net.WebUtility]::HtmlEncode($profile)
    Set-CimInstance -CimInstance $mdm
}
Write-Output "Done. Sign in as kiosk, and the kiosk starts."
