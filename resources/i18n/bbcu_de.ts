<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n Kern</numerusform>
            <numerusform>%n Kerne</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n Bild</numerusform>
            <numerusform>%n Bilder</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are still waiting from the last time.</source>
        <translation>
            <numerusform>%n Bild wartet noch vom letzten Mal.</numerusform>
            <numerusform>%n Bilder warten noch vom letzten Mal.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) restored and saved.</source>
        <translation>
            <numerusform>%n Bild restauriert und gespeichert.</numerusform>
            <numerusform>%n Bilder restauriert und gespeichert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restored picture(s) have not been saved.</source>
        <translation>
            <numerusform>%n restauriertes Bild ist noch nicht gespeichert.</numerusform>
            <numerusform>%n restaurierte Bilder sind noch nicht gespeichert.</numerusform>
        </translation>
    </message>
    <message>
        <source>100 % (2)</source>
        <translation>100 % (2)</translation>
    </message>
    <message>
        <source>100 %: one pixel of the result on one of the screen</source>
        <translation>100 %: ein Pixel des Ergebnisses auf einem des Bildschirms</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 Bit</translation>
    </message>
    <message>
        <source>4:4:4 keeps all of it; 4:2:0 makes smaller files.</source>
        <translation>4:4:4 behält alles; 4:2:0 macht kleinere Dateien.</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 Bit</translation>
    </message>
    <message>
        <source>A file of this name is there already; it would be replaced.</source>
        <translation>Eine Datei mit diesem Namen gibt es schon; sie würde ersetzt.</translation>
    </message>
    <message>
        <source>A folder has this name.</source>
        <translation>So heißt schon ein Ordner.</translation>
    </message>
    <message>
        <source>A model file is data: nothing in it is ever run.</source>
        <translation>Eine Modelldatei besteht nur aus Daten: nichts darin wird je ausgeführt.</translation>
    </message>
    <message>
        <source>About BBCU Restore</source>
        <translation>Über BBCU Restore</translation>
    </message>
    <message>
        <source>About the models…</source>
        <translation>Über die Modelle …</translation>
    </message>
    <message>
        <source>About {time}, {memory} of memory</source>
        <translation>Etwa {time}, {memory} Arbeitsspeicher</translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation>Modell hinzufügen</translation>
    </message>
    <message>
        <source>Add a model file; or drop it here</source>
        <translation>Eine Modelldatei hinzufügen; oder hier ablegen</translation>
    </message>
    <message>
        <source>Added {names}</source>
        <translation>{names} hinzugefügt</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Hinzufügen …</translation>
    </message>
    <message>
        <source>All ({number})</source>
        <translation>Alle ({number})</translation>
    </message>
    <message>
        <source>All as this one</source>
        <translation>Alle wie dieses</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>An ICC file that describes your screen</source>
        <translation>Eine ICC-Datei, die Ihren Bildschirm beschreibt</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>As JSON, for other programs</source>
        <translation>Als JSON, für andere Programme</translation>
    </message>
    <message>
        <source>As chosen now</source>
        <translation>Wie jetzt gewählt</translation>
    </message>
    <message>
        <source>As found in this picture</source>
        <translation>Wie in diesem Bild gefunden</translation>
    </message>
    <message>
        <source>As measured in the picture</source>
        <translation>Wie im Bild gemessen</translation>
    </message>
    <message>
        <source>As the original</source>
        <translation>Wie das Original</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Astronaut, noisy</source>
        <translation>Astronautin, verrauscht</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Beside the originals</source>
        <translation>Neben die Originale</translation>
    </message>
    <message>
        <source>Beside the originals, under new names</source>
        <translation>Neben die Originale, unter neuen Namen</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Beste</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bittiefe</translation>
    </message>
    <message>
        <source>Bring back all defaults</source>
        <translation>Alles wieder wie am Anfang</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Durchsuchen …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cat, noisy</source>
        <translation>Katze, verrauscht</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Einen Ordner wählen</translation>
    </message>
    <message>
        <source>Choose a folder and a name</source>
        <translation>Ordner und Namen wählen</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>Choose two files to compare, or one beside the one that is open</source>
        <translation>Zwei Dateien zum Vergleichen wählen, oder eine neben der offenen</translation>
    </message>
    <message>
        <source>Choose two files to compare.</source>
        <translation>Wählen Sie zwei Dateien zum Vergleichen.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Coffee, damaged by JPEG</source>
        <translation>Kaffee, durch JPEG beschädigt</translation>
    </message>
    <message>
        <source>Colour detail</source>
        <translation>Farbdetails</translation>
    </message>
    <message>
        <source>Colours of the screen</source>
        <translation>Farben des Bildschirms</translation>
    </message>
    <message>
        <source>Compare these two</source>
        <translation>Diese beiden vergleichen</translation>
    </message>
    <message>
        <source>Compare two files</source>
        <translation>Zwei Dateien vergleichen</translation>
    </message>
    <message>
        <source>Compare two files…</source>
        <translation>Zwei Dateien vergleichen …</translation>
    </message>
    <message>
        <source>Compare with its result</source>
        <translation>Mit seinem Ergebnis vergleichen</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>Copied the restored picture</source>
        <translation>Restauriertes Bild kopiert</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Copy result</source>
        <translation>Ergebnis kopieren</translation>
    </message>
    <message>
        <source>Copy the report and send it to the makers; your files have not been changed.</source>
        <translation>Kopieren Sie den Bericht und senden Sie ihn den Entwicklern; Ihre Dateien sind unverändert.</translation>
    </message>
    <message>
        <source>Copy the versions of everything, to send them to the makers</source>
        <translation>Alle Versionen kopieren, um sie den Entwicklern zu senden</translation>
    </message>
    <message>
        <source>Copy what happened, to send it to the makers</source>
        <translation>Kopieren, was geschehen ist, um es den Entwicklern zu senden</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Delete preset</source>
        <translation>Voreinstellung löschen</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Einzelheiten</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Unterschied</translation>
    </message>
    <message>
        <source>Difference, {gain} times as strong</source>
        <translation>Unterschied, {gain}-fach verstärkt</translation>
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <translation>Ausblenden (Esc)</translation>
    </message>
    <message>
        <source>Divider</source>
        <translation>Trennlinie</translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation>Nicht speichern</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Done in {time} with {levels}.</source>
        <translation>Fertig in {time} mit {levels}.</translation>
    </message>
    <message>
        <source>Drag to look somewhere else</source>
        <translation>Ziehen, um woanders hinzusehen</translation>
    </message>
    <message>
        <source>Drag to look somewhere else, turn the wheel to zoom.</source>
        <translation>Ziehen, um woanders hinzusehen; Rad drehen zum Zoomen.</translation>
    </message>
    <message>
        <source>Drop photos here to restore them</source>
        <translation>Fotos hier ablegen, um sie zu restaurieren</translation>
    </message>
    <message>
        <source>Drop to open</source>
        <translation>Loslassen zum Öffnen</translation>
    </message>
    <message>
        <source>Each as measured</source>
        <translation>Jedes wie gemessen</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Enlarging makes JPEG damage larger too. Tick Repair JPEG as well.</source>
        <translation>Beim Vergrößern wachsen auch JPEG-Schäden. Wählen Sie auch JPEG reparieren.</translation>
    </message>
    <message>
        <source>Every picture gets what is found in it; clean ones are left as they are.</source>
        <translation>Jedes Bild bekommt, was in ihm gefunden wird; saubere bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Every picture is done.</source>
        <translation>Jedes Bild ist fertig.</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Schnell</translation>
    </message>
    <message>
        <source>Fewer cores leave more of the computer for other work.</source>
        <translation>Weniger Kerne lassen mehr vom Rechner für andere Arbeit.</translation>
    </message>
    <message>
        <source>Fit to the window</source>
        <translation>An das Fenster anpassen</translation>
    </message>
    <message>
        <source>Fit to the window (1)</source>
        <translation>An das Fenster anpassen (1)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>Ordner für die Ergebnisse</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>Diese vergessen</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Found: {what}.</source>
        <translation>Gefunden: {what}.</translation>
    </message>
    <message>
        <source>Full (4:4:4)</source>
        <translation>Voll (4:4:4)</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Give the file a name.</source>
        <translation>Geben Sie der Datei einen Namen.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Half across (4:2:2)</source>
        <translation>Quer halb (4:2:2)</translation>
    </message>
    <message>
        <source>Hardly any was found in this picture</source>
        <translation>Davon wurde in diesem Bild kaum etwas gefunden</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Höhe</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Weniger</translation>
    </message>
    <message>
        <source>Hide the pictures</source>
        <translation>Bilder ausblenden</translation>
    </message>
    <message>
        <source>Hold space to see the first one.</source>
        <translation>Leertaste halten, um das erste zu sehen.</translation>
    </message>
    <message>
        <source>Hold to see the original</source>
        <translation>Halten, um das Original zu sehen</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Wie viele</translation>
    </message>
    <message>
        <source>How much of the result to use. Works at once, without running again.</source>
        <translation>Wie viel vom Ergebnis zu sehen ist. Wirkt sofort, ohne neuen Lauf.</translation>
    </message>
    <message>
        <source>How to compare</source>
        <translation>Art des Vergleichs</translation>
    </message>
    <message>
        <source>How to compare original and result (B, D, S)</source>
        <translation>Wie Original und Ergebnis verglichen werden (B, D, S)</translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation>Wenn es den Namen gibt</translation>
    </message>
    <message>
        <source>In a folder</source>
        <translation>In einen Ordner</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>It can go on at the next start.</source>
        <translation>Es kann beim nächsten Start weitergehen.</translation>
    </message>
    <message>
        <source>It is {done} done; that would be lost.</source>
        <translation>Es ist zu {done} fertig; das ginge verloren.</translation>
    </message>
    <message>
        <source>JPEG quality, {between}. Less is stronger.</source>
        <translation>JPEG-Qualität, {between}. Weniger ist stärker.</translation>
    </message>
    <message>
        <source>JPEG, quality about {level}</source>
        <translation>JPEG, Qualität etwa {level}</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Stufe</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Leicht</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Longest side</source>
        <translation>Längste Seite</translation>
    </message>
    <message>
        <source>Looking at the picture…</source>
        <translation>Das Bild wird untersucht …</translation>
    </message>
    <message>
        <source>MIT, as the program</source>
        <translation>MIT, wie das Programm</translation>
    </message>
    <message>
        <source>Measured in this picture</source>
        <translation>In diesem Bild gemessen</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Wird gemessen …</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation>Megapixel</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models ({pattern})</source>
        <translation>Modelle ({pattern})</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Bewegung</translation>
    </message>
    <message>
        <source>Move the divider</source>
        <translation>Trennlinie bewegen</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>Bild bewegen</translation>
    </message>
    <message>
        <source>Move the picture sideways</source>
        <translation>Bild seitwärts bewegen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Names of results</source>
        <translation>Namen der Ergebnisse</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Nächstes Bild</translation>
    </message>
    <message>
        <source>No file can have this name. Choose a shorter one.</source>
        <translation>So kann keine Datei heißen. Wählen Sie einen kürzeren Namen.</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Not saved yet.</source>
        <translation>Noch nicht gespeichert.</translation>
    </message>
    <message>
        <source>Nothing moves</source>
        <translation>Nichts bewegt sich</translation>
    </message>
    <message>
        <source>Nothing needs to be done. Choose something above to do it all the same.</source>
        <translation>Es ist nichts zu tun. Wählen Sie oben etwas, um es trotzdem zu tun.</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Nichts zu tun</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>Noch nichts geöffnet</translation>
    </message>
    <message>
        <source>Number the new file</source>
        <translation>Neue Datei nummerieren</translation>
    </message>
    <message>
        <source>Of JPEG, WebP and AVIF. 90 to 95 suits photos.</source>
        <translation>Von JPEG, WebP und AVIF. 90 bis 95 passt für Fotos.</translation>
    </message>
    <message>
        <source>One pass over the picture</source>
        <translation>Ein Durchgang durch das Bild</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open all of them</source>
        <translation>Alle öffnen</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open more pictures, beside those that are open</source>
        <translation>Weitere Bilder öffnen, neben den offenen</translation>
    </message>
    <message>
        <source>Open photos…</source>
        <translation>Fotos öffnen …</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>Offene Bilder</translation>
    </message>
    <message>
        <source>Open the sample “{name}”</source>
        <translation>Beispiel „{name}“ öffnen</translation>
    </message>
    <message>
        <source>Opening {name}…</source>
        <translation>{name} wird geöffnet …</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Öffnen …</translation>
    </message>
    <message>
        <source>Original</source>
        <translation>Original</translation>
    </message>
    <message>
        <source>Original  {size}</source>
        <translation>Original  {size}</translation>
    </message>
    <message>
        <source>Original and restored picture. Hold space to see the original.</source>
        <translation>Original und restauriertes Bild. Leertaste halten, um das Original zu sehen.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Paste picture</source>
        <translation>Bild einfügen</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Eingefügtes Bild</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation>Bilder ({patterns})</translation>
    </message>
    <message>
        <source>Pictures are turned into these colours to be shown; saved files keep their own.</source>
        <translation>Bilder werden zum Anzeigen in diese Farben umgerechnet; gespeicherte Dateien behalten ihre eigenen.</translation>
    </message>
    <message>
        <source>Place, time, camera, serial numbers, names</source>
        <translation>Ort, Zeit, Kamera, Seriennummern, Namen</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Voreinstellungen</translation>
    </message>
    <message>
        <source>Preview: {what}</source>
        <translation>Vorschau: {what}</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Voriges Bild</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Druck</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Privates</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation>Prozessorkerne</translation>
    </message>
    <message>
        <source>Profiles ({patterns})</source>
        <translation>Profile ({patterns})</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Progress of all pictures</source>
        <translation>Fortschritt aller Bilder</translation>
    </message>
    <message>
        <source>Put something into the name</source>
        <translation>Etwas in den Namen einsetzen</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualität</translation>
    </message>
    <message>
        <source>Quarter (4:2:0)</source>
        <translation>Viertel (4:2:0)</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove noise</source>
        <translation>Rauschen entfernen</translation>
    </message>
    <message>
        <source>Remove personal data</source>
        <translation>Persönliche Daten entfernen</translation>
    </message>
    <message>
        <source>Repair JPEG</source>
        <translation>JPEG reparieren</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation>Datei ersetzen</translation>
    </message>
    <message>
        <source>Replace the original photo</source>
        <translation>Das Originalfoto ersetzen</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Alles zurücksetzen</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Auflösung</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurieren</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restauriert</translation>
    </message>
    <message>
        <source>Restored, not saved yet</source>
        <translation>Restauriert, noch nicht gespeichert</translation>
    </message>
    <message>
        <source>Restored, settings changed</source>
        <translation>Restauriert, Einstellungen geändert</translation>
    </message>
    <message>
        <source>Restored, {done} done</source>
        <translation>Restauriert, {done} fertig</translation>
    </message>
    <message>
        <source>Restores photos with one-bit networks, on this computer only: no picture leaves it.</source>
        <translation>Restauriert Fotos mit Ein-Bit-Netzen, nur auf diesem Rechner: kein Bild verlässt ihn.</translation>
    </message>
    <message>
        <source>Result only</source>
        <translation>Nur Ergebnis</translation>
    </message>
    <message>
        <source>Rocket, small</source>
        <translation>Rakete, klein</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Starten</translation>
    </message>
    <message numerus="yes">
        <source>Run %n picture(s)</source>
        <translation>
            <numerusform>%n Bild restaurieren</numerusform>
            <numerusform>%n Bilder restaurieren</numerusform>
        </translation>
    </message>
    <message>
        <source>Run ({time})</source>
        <translation>Starten ({time})</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Erneut starten</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>Alle restaurieren</translation>
    </message>
    <message>
        <source>Run all…</source>
        <translation>Alle restaurieren …</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Läuft auf</translation>
    </message>
    <message>
        <source>Same as last time</source>
        <translation>Wie beim letzten Mal</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>Alle speichern</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Speichern unter</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>Als Voreinstellung speichern</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>Als Voreinstellung speichern …</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Speichern unter …</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Gespeichert</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Gespeichert als {name}</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} gespeichert</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Gespeichert.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern …</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Saving {name}…</source>
        <translation>{name} wird gespeichert …</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Faktor</translation>
    </message>
    <message>
        <source>Second only</source>
        <translation>Nur das zweite</translation>
    </message>
    <message>
        <source>Set by hand</source>
        <translation>Von Hand gewählt</translation>
    </message>
    <message>
        <source>Setting {number}</source>
        <translation>Einstellung {number}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Show the difference</source>
        <translation>Unterschied zeigen</translation>
    </message>
    <message>
        <source>Show the file where it lies</source>
        <translation>Die Datei in ihrem Ordner zeigen</translation>
    </message>
    <message>
        <source>Show the pictures</source>
        <translation>Bilder einblenden</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Nebeneinander</translation>
    </message>
    <message>
        <source>Sigma of the noise in grey levels, {between}. More is stronger.</source>
        <translation>Sigma des Rauschens in Graustufen, {between}. Mehr ist stärker.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Skip: it counts as done</source>
        <translation>Überspringen: gilt als fertig</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Something went wrong that should not have.</source>
        <translation>Etwas ist schiefgegangen, das nicht hätte schiefgehen dürfen.</translation>
    </message>
    <message>
        <source>Spoken from the next start on.</source>
        <translation>Gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Still running</source>
        <translation>Läuft noch</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop ({time} left)</source>
        <translation>Anhalten (noch {time})</translation>
    </message>
    <message>
        <source>Stop; what is not done yet can go on later</source>
        <translation>Anhalten; was noch nicht fertig ist, kann später weitergehen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Stark</translation>
    </message>
    <message>
        <source>Such as {path}</source>
        <translation>Zum Beispiel {path}</translation>
    </message>
    <message>
        <source>Take out of the list</source>
        <translation>Aus der Liste nehmen</translation>
    </message>
    <message>
        <source>Take this model away</source>
        <translation>Dieses Modell entfernen</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>Testbilder</translation>
    </message>
    <message>
        <source>The picture and its seven mirror images, averaged: a little better, and eight times slower</source>
        <translation>Das Bild und seine sieben Spiegelungen, gemittelt: etwas besser und achtmal langsamer</translation>
    </message>
    <message numerus="yes">
        <source>The queue is still running: %n picture(s) are not done.</source>
        <translation>
            <numerusform>Die Warteschlange läuft noch: %n Bild ist nicht fertig.</numerusform>
            <numerusform>Die Warteschlange läuft noch: %n Bilder sind nicht fertig.</numerusform>
        </translation>
    </message>
    <message>
        <source>The restored “{name}” has not been saved.</source>
        <translation>„{name}“ ist restauriert, aber nicht gespeichert.</translation>
    </message>
    <message>
        <source>The settings have changed since this result. Run to renew it.</source>
        <translation>Die Einstellungen haben sich seit diesem Ergebnis geändert. Starten erneuert es.</translation>
    </message>
    <message>
        <source>The usual colours of a screen</source>
        <translation>Die üblichen Farben eines Bildschirms</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message numerus="yes">
        <source>This file holds %n picture(s); the first one is shown.</source>
        <translation>
            <numerusform>Diese Datei enthält %n Bild; es wird gezeigt.</numerusform>
            <numerusform>Diese Datei enthält %n Bilder; das erste wird gezeigt.</numerusform>
        </translation>
    </message>
    <message>
        <source>This folder does not exist.</source>
        <translation>Diesen Ordner gibt es nicht.</translation>
    </message>
    <message>
        <source>This is the original. Once it is replaced, nothing brings it back.</source>
        <translation>Das ist das Original. Einmal ersetzt, bringt es nichts zurück.</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>Dieses Modell</translation>
    </message>
    <message>
        <source>This name cannot be: use letters, and {fields} for what changes.</source>
        <translation>So kann der Name nicht sein: nehmen Sie Buchstaben, und {fields} für das, was wechselt.</translation>
    </message>
    <message>
        <source>This picture looks clean.</source>
        <translation>Dieses Bild sieht sauber aus.</translation>
    </message>
    <message>
        <source>This would replace the originals. Choose another name.</source>
        <translation>Das würde die Originale ersetzen. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Tiles of a result appear at once instead of brightening</source>
        <translation>Kacheln eines Ergebnisses erscheinen sofort, statt aufzuhellen</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Trainiert mit</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Try failed ones again</source>
        <translation>Fehlgeschlagene noch einmal versuchen</translation>
    </message>
    <message>
        <source>Try settings</source>
        <translation>Einstellungen ausprobieren</translation>
    </message>
    <message>
        <source>Try settings…</source>
        <translation>Einstellungen ausprobieren …</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Diese nehmen</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Waits for another picture to be finished</source>
        <translation>Wartet, bis ein anderes Bild fertig ist</translation>
    </message>
    <message>
        <source>What became of each picture</source>
        <translation>Was aus jedem Bild geworden ist</translation>
    </message>
    <message>
        <source>What is not saved is lost.</source>
        <translation>Was nicht gespeichert ist, geht verloren.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Was zu tun ist</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wohin</translation>
    </message>
    <message>
        <source>Where your own models lie</source>
        <translation>Wo Ihre eigenen Modelle liegen</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Breite</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Vergrößern (+)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>Verkleinern (-)</translation>
    </message>
    <message>
        <source>enlarge</source>
        <translation>vergrößern</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>how much larger</source>
        <translation>um wie viel größer</translation>
    </message>
    <message>
        <source>light JPEG damage (quality about {level})</source>
        <translation>leichte JPEG-Schäden (Qualität etwa {level})</translation>
    </message>
    <message>
        <source>light noise (sigma about {level})</source>
        <translation>leichtes Rauschen (Sigma etwa {level})</translation>
    </message>
    <message>
        <source>medium JPEG damage (quality about {level})</source>
        <translation>mittlere JPEG-Schäden (Qualität etwa {level})</translation>
    </message>
    <message>
        <source>medium noise (sigma about {level})</source>
        <translation>mittleres Rauschen (Sigma etwa {level})</translation>
    </message>
    <message>
        <source>name of the original</source>
        <translation>Name des Originals</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>not known: ask where it comes from</source>
        <translation>nicht bekannt: fragen Sie dort, woher es kommt</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>keine Angabe</translation>
    </message>
    <message>
        <source>or try one of these</source>
        <translation>oder probieren Sie eines von diesen</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>quality {level}</source>
        <translation>Qualität {level}</translation>
    </message>
    <message>
        <source>remove noise</source>
        <translation>Rauschen entfernen</translation>
    </message>
    <message>
        <source>repair JPEG</source>
        <translation>JPEG reparieren</translation>
    </message>
    <message>
        <source>sigma {level}</source>
        <translation>Sigma {level}</translation>
    </message>
    <message>
        <source>strong JPEG damage (quality about {level})</source>
        <translation>starke JPEG-Schäden (Qualität etwa {level})</translation>
    </message>
    <message>
        <source>strong noise (sigma about {level})</source>
        <translation>starkes Rauschen (Sigma etwa {level})</translation>
    </message>
    <message>
        <source>the picture from the clipboard</source>
        <translation>das Bild aus der Zwischenablage</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>unter 1 s</translation>
    </message>
    <message>
        <source>what was done</source>
        <translation>was getan wurde</translation>
    </message>
    <message numerus="yes">
        <source>{bad} of %n file(s) could not be opened.</source>
        <translation>
            <numerusform>{bad} von %n Datei ließ sich nicht öffnen.</numerusform>
            <numerusform>{bad} von %n Dateien ließen sich nicht öffnen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits} Bit</translation>
    </message>
    <message>
        <source>{count} done</source>
        <translation>{count} fertig</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} fehlgeschlagen</translation>
    </message>
    <message>
        <source>{count} not saved yet</source>
        <translation>{count} noch nicht gespeichert</translation>
    </message>
    <message>
        <source>{count} skipped</source>
        <translation>{count} übersprungen</translation>
    </message>
    <message>
        <source>{count} stopped</source>
        <translation>{count} angehalten</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} warten</translation>
    </message>
    <message>
        <source>{done} done</source>
        <translation>{done} fertig</translation>
    </message>
    <message>
        <source>{done} done, {bad} failed.</source>
        <translation>{done} fertig, {bad} fehlgeschlagen.</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n picture(s) done</source>
        <translation>
            <numerusform>{done} von %n Bild fertig</numerusform>
            <numerusform>{done} von %n Bildern fertig</numerusform>
        </translation>
    </message>
    <message>
        <source>{file} in {time}</source>
        <translation>{file} in {time}</translation>
    </message>
    <message>
        <source>{first}, then {second}</source>
        <translation>{first}, dann {second}</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>{level}×</source>
        <translation>{level}×</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} bis {high}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{name} (usual)</source>
        <translation>{name} (üblich)</translation>
    </message>
    <message>
        <source>{name} stands for the name of the original.</source>
        <translation>{name} steht für den Namen des Originals.</translation>
    </message>
    <message>
        <source>{name}, page {page}</source>
        <translation>{name}, Seite {page}</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} und {other}</translation>
    </message>
    <message>
        <source>{scale} times as wide and as high</source>
        <translation>{scale}-mal so breit und so hoch</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{size} GB</source>
        <translation>{size} GB</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} MB</translation>
    </message>
    <message>
        <source>{size} in print</source>
        <translation>{size} im Druck</translation>
    </message>
    <message>
        <source>{size} in print at {dpi} dpi</source>
        <translation>{size} im Druck bei {dpi} dpi</translation>
    </message>
    <message>
        <source>{size} pixels</source>
        <translation>{size} Pixel</translation>
    </message>
    <message>
        <source>{task}: dots per inch</source>
        <translation>{task}: Punkte pro Zoll</translation>
    </message>
    <message>
        <source>{task}: how strongly</source>
        <translation>{task}: wie stark</translation>
    </message>
    <message>
        <source>{task}: how the size is given</source>
        <translation>{task}: wie die Größe angegeben wird</translation>
    </message>
    <message>
        <source>{task}: model</source>
        <translation>{task}: Modell</translation>
    </message>
    <message>
        <source>{task}: number</source>
        <translation>{task}: Zahl</translation>
    </message>
    <message>
        <source>{task}: size</source>
        <translation>{task}: Größe</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>“{name}” is still being restored.</source>
        <translation>„{name}“ wird noch restauriert.</translation>
    </message>
</context>
</TS>
