<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source> and {count} more</source>
        <translation> und {count} weitere</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
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
        <source>A model learns what is wrong with your pictures, and how yours should look.</source>
        <translation>Ein Modell lernt, was Ihren Bildern fehlt und wie sie aussehen sollen.</translation>
    </message>
    <message>
        <source>A model that learns what is wrong with your own pictures</source>
        <translation>Ein Modell, das lernt, was Ihren eigenen Bildern fehlt</translation>
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
        <source>About {minutes} min and {memory}, on {used} of {there} cores</source>
        <translation>Etwa {minutes} min und {memory}, auf {used} von {there} Kernen</translation>
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
        <source>Add larger or more of them, with even places such as sky, or give pairs.</source>
        <translation>Nehmen Sie größere oder mehr davon, mit ebenen Stellen wie Himmel, oder geben Sie Paare an.</translation>
    </message>
    <message>
        <source>Add photos with other subjects.</source>
        <translation>Nehmen Sie Fotos mit anderen Motiven hinzu.</translation>
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
        <source>Already noisy: {names}. What is to be learned as clean should be clean.</source>
        <translation>Schon verrauscht: {names}. Was als sauber gelernt wird, sollte sauber sein.</translation>
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
        <source>As it is</source>
        <translation>So, wie es ist</translation>
    </message>
    <message>
        <source>As it should be</source>
        <translation>So, wie es sein soll</translation>
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
        <source>As the system says, or the usual colours if it says nothing</source>
        <translation>Wie das System sagt; sagt es nichts, die üblichen Farben</translation>
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
        <source>BAM accumulates bits over its layers and cannot be packed</source>
        <translation>BAM sammelt Bits über seine Schichten und kann nicht gepackt werden</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Vorher</translation>
    </message>
    <message>
        <source>Begin it anew.</source>
        <translation>Beginnen Sie neu.</translation>
    </message>
    <message>
        <source>Begin one by naming its --photos.</source>
        <translation>Beginnen Sie einen mit --photos.</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Beginnen mit</translation>
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
        <source>By {model}</source>
        <translation>Von {model}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cannot be read: {names}.</source>
        <translation>Nicht lesbar: {names}.</translation>
    </message>
    <message>
        <source>Check its name and folder.</source>
        <translation>Prüfen Sie Namen und Ordner.</translation>
    </message>
    <message>
        <source>Check its permissions, or choose another folder.</source>
        <translation>Prüfen Sie seine Rechte, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Prüfen Sie die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>Check that {0} can be written to and the disk has room.</source>
        <translation>Prüfen Sie, ob in {0} geschrieben werden darf und der Datenträger Platz hat.</translation>
    </message>
    <message>
        <source>Check the disk or connection, or copy the file elsewhere.</source>
        <translation>Prüfen Sie Datenträger oder Verbindung, oder kopieren Sie die Datei woandershin.</translation>
    </message>
    <message>
        <source>Check the file, or open a smaller copy.</source>
        <translation>Prüfen Sie die Datei, oder öffnen Sie eine kleinere Kopie.</translation>
    </message>
    <message>
        <source>Check the permissions of its folder.</source>
        <translation>Prüfen Sie die Zugriffsrechte des Ordners.</translation>
    </message>
    <message>
        <source>Choose .jpg, .png, .tif or .webp.</source>
        <translation>Wählen Sie .jpg, .png, .tif oder .webp.</translation>
    </message>
    <message>
        <source>Choose .jpg, .png, .tif, .webp, .avif or .bmp.</source>
        <translation>Wählen Sie .jpg, .png, .tif, .webp, .avif oder .bmp.</translation>
    </message>
    <message>
        <source>Choose 0 (all cores) to 1024.</source>
        <translation>Wählen Sie 0 (alle Kerne) bis 1024.</translation>
    </message>
    <message>
        <source>Choose 300 for prints.</source>
        <translation>Wählen Sie 300 für Abzüge.</translation>
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
        <source>Choose a folder that exists.</source>
        <translation>Wählen Sie einen Ordner, den es gibt.</translation>
    </message>
    <message>
        <source>Choose a folder with JPEG, PNG, TIFF, WebP or BMP files.</source>
        <translation>Wählen Sie einen Ordner mit Dateien in JPEG, PNG, TIFF, WebP oder BMP.</translation>
    </message>
    <message>
        <source>Choose a folder you may write to, with free space.</source>
        <translation>Wählen Sie einen Ordner mit freiem Platz, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Wählen Sie einen Ordner.</translation>
    </message>
    <message>
        <source>Choose a folder; or drop it here</source>
        <translation>Einen Ordner wählen; oder hierher ziehen</translation>
    </message>
    <message>
        <source>Choose a model made by this program, or copy it again.</source>
        <translation>Wählen Sie ein Modell dieses Programms, oder kopieren Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Choose a number up to {0}.</source>
        <translation>Wählen Sie eine Zahl bis {0}.</translation>
    </message>
    <message>
        <source>Choose a shorter name.</source>
        <translation>Wählen Sie einen kürzeren Namen.</translation>
    </message>
    <message>
        <source>Choose a side of 8 to 65536 pixels.</source>
        <translation>Wählen Sie eine Seite von 8 bis 65536 Pixeln.</translation>
    </message>
    <message>
        <source>Choose a task first.</source>
        <translation>Wählen Sie zuerst eine Aufgabe.</translation>
    </message>
    <message>
        <source>Choose a time of up to a week; 20 minutes are a good beginning.</source>
        <translation>Wählen Sie bis zu einer Woche; 20 Minuten sind ein guter Anfang.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Choose another model to begin with.</source>
        <translation>Wählen Sie ein anderes Modell als Anfang.</translation>
    </message>
    <message>
        <source>Choose another name, or allow it to be changed.</source>
        <translation>Wählen Sie einen anderen Namen, oder erlauben Sie, sie zu ändern.</translation>
    </message>
    <message>
        <source>Choose another name, or allow it to be replaced.</source>
        <translation>Wählen Sie einen anderen Namen, oder erlauben Sie, sie zu ersetzen.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Choose another scale, or see what there is with: bbcu models.</source>
        <translation>Wählen Sie einen anderen Faktor, oder sehen Sie mit bbcu models nach, was es gibt.</translation>
    </message>
    <message>
        <source>Choose another unit.</source>
        <translation>Wählen Sie eine andere Einheit.</translation>
    </message>
    <message>
        <source>Choose another with: bbcu models.</source>
        <translation>Wählen Sie mit bbcu models ein anderes.</translation>
    </message>
    <message>
        <source>Choose of {0}.</source>
        <translation>Wählen Sie aus {0}.</translation>
    </message>
    <message>
        <source>Choose one from 1 to {0}.</source>
        <translation>Wählen Sie eines von 1 bis {0}.</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>Wählen Sie eines von {0}.</translation>
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
        <source>Close other programs and go on; what was learned so far is kept.</source>
        <translation>Schließen Sie andere Programme und machen Sie weiter; was gelernt wurde, bleibt.</translation>
    </message>
    <message>
        <source>Close other programs, or open a smaller copy.</source>
        <translation>Schließen Sie andere Programme, oder öffnen Sie eine kleinere Kopie.</translation>
    </message>
    <message>
        <source>Close other programs, or restore a smaller copy.</source>
        <translation>Schließen Sie andere Programme, oder restaurieren Sie eine kleinere Kopie.</translation>
    </message>
    <message>
        <source>Close other programs, or restore or enlarge less at once.</source>
        <translation>Schließen Sie andere Programme, oder restaurieren oder vergrößern Sie weniger auf einmal.</translation>
    </message>
    <message>
        <source>Close other programs, or take a smaller picture.</source>
        <translation>Schließen Sie andere Programme, oder nehmen Sie ein kleineres Bild.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>Schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>Coffee, by a phone in a dim room</source>
        <translation>Kaffee, mit dem Handy in einem dunklen Raum</translation>
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
        <source>Command</source>
        <translation>Befehl</translation>
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
        <source>Compare with its base</source>
        <translation>Mit Ausgangsmodell vergleichen</translation>
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
        <source>Copy it again from where it came.</source>
        <translation>Kopieren Sie sie noch einmal von dort, woher sie kam.</translation>
    </message>
    <message>
        <source>Copy it again, or open and save it in another program.</source>
        <translation>Kopieren Sie sie noch einmal, oder öffnen und speichern Sie sie in einem anderen Programm.</translation>
    </message>
    <message>
        <source>Copy or download it again from where it came.</source>
        <translation>Kopieren oder laden Sie sie noch einmal von dort, woher sie kam.</translation>
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
        <source>Copy the command</source>
        <translation>Den Befehl kopieren</translation>
    </message>
    <message>
        <source>Copy the report and send it to the makers; your files have not been changed.</source>
        <translation>Kopieren Sie den Bericht und senden Sie ihn den Entwicklern; Ihre Dateien sind unverändert.</translation>
    </message>
    <message>
        <source>Copy what happened, to send it to the makers</source>
        <translation>Kopieren, was geschehen ist, um es den Entwicklern zu senden</translation>
    </message>
    <message>
        <source>Damaged by JPEG: {names}. What is to be learned as clean should be clean.</source>
        <translation>Durch JPEG beschädigt: {names}. Was als sauber gelernt wird, sollte sauber sein.</translation>
    </message>
    <message>
        <source>Damaged pictures</source>
        <translation>Beschädigte Bilder</translation>
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
        <source>Developed from the raw data: the camera&apos;s white balance, nothing else.</source>
        <translation>Aus den Rohdaten entwickelt: mit dem Weißabgleich der Kamera, sonst nichts.</translation>
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
        <source>Drop a folder here: 20 are a good number</source>
        <translation>Einen Ordner hierher ziehen: 20 sind eine gute Zahl</translation>
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
        <source>End it, and keep nothing</source>
        <translation>Beenden und nichts behalten</translation>
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
        <source>Enlarging would show the damage</source>
        <translation>Beim Vergrößern würde man die Schäden sehen</translation>
    </message>
    <message>
        <source>Error while learning</source>
        <translation>Fehler beim Lernen</translation>
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
        <source>Export a model</source>
        <translation>Ein Modell exportieren</translation>
    </message>
    <message>
        <source>Export it as a 16-bit TIFF from your raw developer.</source>
        <translation>Exportieren Sie es als 16-Bit-TIFF aus Ihrem Raw-Entwickler.</translation>
    </message>
    <message>
        <source>Export it as a PNG or JPEG first.</source>
        <translation>Exportieren Sie es zuerst als PNG oder JPEG.</translation>
    </message>
    <message>
        <source>Export it as a PNG or JPEG.</source>
        <translation>Exportieren Sie es als PNG oder JPEG.</translation>
    </message>
    <message>
        <source>Export it as a PNG or TIFF of 8 or 16 bits first.</source>
        <translation>Exportieren Sie es zuerst als PNG oder TIFF mit 8 oder 16 Bit.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
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
        <source>Fetch or export the model again.</source>
        <translation>Holen oder exportieren Sie das Modell noch einmal.</translation>
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
        <source>Forget it</source>
        <translation>Vergessen</translation>
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
        <source>Free some space on this disk, and finish the run again.</source>
        <translation>Schaffen Sie Platz auf diesem Datenträger, und schließen Sie noch einmal ab.</translation>
    </message>
    <message>
        <source>Free some space on this disk, and start again.</source>
        <translation>Schaffen Sie Platz auf diesem Datenträger, und beginnen Sie noch einmal.</translation>
    </message>
    <message>
        <source>Free some space on this disk.</source>
        <translation>Schaffen Sie Platz auf diesem Datenträger.</translation>
    </message>
    <message>
        <source>Free some space, or save to another disk.</source>
        <translation>Schaffen Sie Platz, oder speichern Sie auf einem anderen Datenträger.</translation>
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
        <source>Gain</source>
        <translation>Gewinn</translation>
    </message>
    <message>
        <source>Gain in dB</source>
        <translation>Gewinn in dB</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Wird vorbereitet…</translation>
    </message>
    <message>
        <source>Give the file a name.</source>
        <translation>Geben Sie der Datei einen Namen.</translation>
    </message>
    <message>
        <source>Give this model another name</source>
        <translation>Diesem Modell einen anderen Namen geben</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Go on for longer, or give more photos; nothing was written.</source>
        <translation>Lassen Sie es länger lernen, oder geben Sie mehr Fotos; geschrieben wurde nichts.</translation>
    </message>
    <message>
        <source>Go on with it by --resume, or choose another name.</source>
        <translation>Machen Sie mit --resume weiter, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Good photos</source>
        <translation>Gute Fotos</translation>
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
        <source>How this file was read</source>
        <translation>Wie diese Datei gelesen wurde</translation>
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
        <source>If it lies on another disk, connect that; or choose another folder.</source>
        <translation>Liegt er auf einem anderen Datenträger, schließen Sie diesen an; oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation>Wenn es den Namen gibt</translation>
    </message>
    <message>
        <source>If you see noise, choose Remove noise above.</source>
        <translation>Falls Sie Rauschen sehen, wählen Sie oben Rauschen entfernen.</translation>
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
        <source>Install one with: pip install &apos;bbcu-restore[raw]&apos;, or export it as a TIFF.</source>
        <translation>Installieren Sie eine mit: pip install &apos;bbcu-restore[raw]&apos;, oder exportieren Sie es als TIFF.</translation>
    </message>
    <message>
        <source>Install one with: pip install &apos;bbcu-restore[{0}]&apos;, or export it as a PNG or JPEG.</source>
        <translation>Installieren Sie einen mit: pip install &apos;bbcu-restore[{0}]&apos;, oder exportieren Sie es als PNG oder JPEG.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>It can go on at the next start.</source>
        <translation>Es kann beim nächsten Start weitergehen.</translation>
    </message>
    <message>
        <source>It cannot be measured in this picture</source>
        <translation>Es lässt sich in diesem Bild nicht messen</translation>
    </message>
    <message>
        <source>It is among the models: choose it for a step of the plan, or compare it with its base under Models.</source>
        <translation>Es ist bei den Modellen: wählen Sie es für einen Schritt des Plans, oder vergleichen Sie es unter Modelle mit seinem Ausgangsmodell.</translation>
    </message>
    <message>
        <source>It is damaged or made to do harm: get it again from where it came.</source>
        <translation>Sie ist beschädigt oder soll schaden: holen Sie sie noch einmal von dort, woher sie kam.</translation>
    </message>
    <message>
        <source>It is {done} done; that would be lost.</source>
        <translation>Es ist zu {done} fertig; das ginge verloren.</translation>
    </message>
    <message>
        <source>It needs about {memory} of memory, and {free} are free. Close other programs, or enlarge less.</source>
        <translation>Das braucht etwa {memory} Arbeitsspeicher, frei sind {free}. Schließen Sie andere Programme, oder vergrößern Sie weniger.</translation>
    </message>
    <message>
        <source>Its colours are wider than sRGB and are read as if they were not: they may look paler.</source>
        <translation>Seine Farben reichen weiter als sRGB, wurden aber so gelesen: sie können blasser wirken.</translation>
    </message>
    <message>
        <source>Its floating-point numbers were read as 16 bits, {0} as white.</source>
        <translation>Seine Gleitkommazahlen wurden als 16 Bit gelesen, {0} als Weiß.</translation>
    </message>
    <message>
        <source>JPEG damage was found in {count} damaged pictures: quality about {number:.0f}.</source>
        <translation>In {count} beschädigten Bildern wurde JPEG gefunden: Qualität etwa {number:.0f}.</translation>
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
        <source>Keep nothing of it</source>
        <translation>Nichts davon behalten</translation>
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
        <source>Learned</source>
        <translation>Gelernt</translation>
    </message>
    <message>
        <source>Learning needs PyTorch, which is not installed.</source>
        <translation>Zum Lernen wird PyTorch gebraucht, das nicht installiert ist.</translation>
    </message>
    <message>
        <source>Let it go on for a while.</source>
        <translation>Lassen Sie es noch eine Weile lernen.</translation>
    </message>
    <message>
        <source>Let the name end in {0}.</source>
        <translation>Lassen Sie den Namen auf {0} enden.</translation>
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
        <source>Looking at the pictures…</source>
        <translation>Bilder werden angesehen…</translation>
    </message>
    <message>
        <source>Looking at the pictures… {done} of {of}</source>
        <translation>Bilder werden angesehen… {done} von {of}</translation>
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
        <source>Much alike: {names}. Other subjects would teach it more.</source>
        <translation>Sehr ähnlich: {names}. Andere Motive würden mehr lehren.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Name a folder of good photographs.</source>
        <translation>Nennen Sie einen Ordner mit guten Fotos.</translation>
    </message>
    <message>
        <source>Name a folder with pictures like those that you want to restore.</source>
        <translation>Nennen Sie einen Ordner mit Bildern wie denen, die Sie restaurieren wollen.</translation>
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
        <source>No even place to measure the damage at: {names}.</source>
        <translation>Keine ebene Stelle, an der sich der Schaden messen ließe: {names}.</translation>
    </message>
    <message>
        <source>No file can have this name. Choose a shorter one.</source>
        <translation>So kann keine Datei heißen. Wählen Sie einen kürzeren Namen.</translation>
    </message>
    <message>
        <source>Noise was measured in {count} damaged pictures: sigma about {number:.0f}.</source>
        <translation>In {count} beschädigten Bildern wurde Rauschen gemessen: Sigma etwa {number:.0f}.</translation>
    </message>
    <message>
        <source>Noise: cannot tell</source>
        <translation>Rauschen: lässt sich nicht sagen</translation>
    </message>
    <message>
        <source>Noise: cannot tell.</source>
        <translation>Rauschen: lässt sich nicht sagen.</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>Keine davon</translation>
    </message>
    <message>
        <source>Not needed: what a camera does is taken</source>
        <translation>Nicht nötig: es gilt, was eine Kamera tut</translation>
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
        <source>Not sharp: {names}. Sharp ones teach more.</source>
        <translation>Nicht scharf: {names}. Scharfe lehren mehr.</translation>
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
        <source>Nothing to be seen in them: {names}.</source>
        <translation>Nichts darauf zu sehen: {names}.</translation>
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
        <source>Of its {0} bits per channel, 8 were read.</source>
        <translation>Von seinen {0} Bit pro Kanal wurden 8 gelesen.</translation>
    </message>
    <message>
        <source>On general photographs: {gain}.</source>
        <translation>Auf allgemeinen Fotos: {gain}.</translation>
    </message>
    <message>
        <source>On general photographs: {gain}. For those, better use {base}.</source>
        <translation>Auf allgemeinen Fotos: {gain}. Nehmen Sie für diese besser {base}.</translation>
    </message>
    <message>
        <source>One pass over the picture</source>
        <translation>Ein Durchgang durch das Bild</translation>
    </message>
    <message>
        <source>Only your own models can be removed.</source>
        <translation>Nur Ihre eigenen Modelle können entfernt werden.</translation>
    </message>
    <message>
        <source>Only your own models can be renamed.</source>
        <translation>Nur eigene Modelle lassen sich umbenennen.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Open a JPEG, PNG, TIFF, WebP, AVIF or BMP picture.</source>
        <translation>Öffnen Sie ein Bild in JPEG, PNG, TIFF, WebP, AVIF oder BMP.</translation>
    </message>
    <message>
        <source>Open a picture first, to compare them on it</source>
        <translation>Öffnen Sie zuerst ein Bild, um sie daran zu vergleichen</translation>
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
        <source>Open the pictures inside it.</source>
        <translation>Öffnen Sie die Bilder darin.</translation>
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
        <source>Or pairs</source>
        <translation>Oder Paare</translation>
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
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Umbenennen…</translation>
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
        <source>Report copied</source>
        <translation>Bericht kopiert</translation>
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
        <source>Retry, to use it as it is now.</source>
        <translation>Versuchen Sie es noch einmal, um sie zu nehmen, wie sie jetzt ist.</translation>
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
        <source>Run this command where you installed the program, and start it again:</source>
        <translation>Führen Sie diesen Befehl dort aus, wo Sie das Programm installiert haben, und starten Sie es neu:</translation>
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
        <source>Save it as a PNG or TIFF, or with 8 bits.</source>
        <translation>Speichern Sie es als PNG oder TIFF, oder mit 8 Bit.</translation>
    </message>
    <message>
        <source>Save it as a PNG or TIFF.</source>
        <translation>Speichern Sie es als PNG oder TIFF.</translation>
    </message>
    <message>
        <source>Save it as a file first.</source>
        <translation>Speichern Sie es zuerst als Datei.</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Bericht speichern</translation>
    </message>
    <message>
        <source>Save this model as a file, to give it away</source>
        <translation>Dieses Modell als Datei speichern, um es weiterzugeben</translation>
    </message>
    <message>
        <source>Save to another disk.</source>
        <translation>Speichern Sie auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <source>Save to another folder or format.</source>
        <translation>Speichern Sie in einem anderen Ordner oder Format.</translation>
    </message>
    <message>
        <source>Save to another folder.</source>
        <translation>Speichern Sie in einem anderen Ordner.</translation>
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
        <source>See both side by side on the open picture</source>
        <translation>Beide nebeneinander am offenen Bild sehen</translation>
    </message>
    <message>
        <source>See what there is with: bbcu models.</source>
        <translation>Sehen Sie mit bbcu models nach, was es gibt.</translation>
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
        <source>Start</source>
        <translation>Starten</translation>
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
        <source>Stop and keep the best</source>
        <translation>Beenden, das Beste behalten</translation>
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
        <source>System</source>
        <translation>System</translation>
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
        <source>Teach another</source>
        <translation>Ein weiteres lehren</translation>
    </message>
    <message>
        <source>Teach it your photos…</source>
        <translation>Ihre Fotos lehren…</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>Testbilder</translation>
    </message>
    <message>
        <source>The camera&apos;s own preview, {0} x {1} pixels, not the raw data.</source>
        <translation>Die Vorschau der Kamera, {0} x {1} Pixel, nicht die Rohdaten.</translation>
    </message>
    <message>
        <source>The model file is damaged or of another version.</source>
        <translation>Die Modelldatei ist beschädigt oder von einer anderen Version.</translation>
    </message>
    <message>
        <source>The model file is damaged.</source>
        <translation>Die Modelldatei ist beschädigt.</translation>
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
        <source>The same picture as another: {names}.</source>
        <translation>Dasselbe Bild wie ein anderes: {names}.</translation>
    </message>
    <message>
        <source>The settings have changed since this result. Run to renew it.</source>
        <translation>Die Einstellungen haben sich seit diesem Ergebnis geändert. Starten erneuert es.</translation>
    </message>
    <message>
        <source>The sizes of the two do not fit: {names}.</source>
        <translation>Die Größen der beiden passen nicht: {names}.</translation>
    </message>
    <message>
        <source>The two do not show the same, even when moved: {names}.</source>
        <translation>Die beiden zeigen nicht dasselbe, auch verschoben nicht: {names}.</translation>
    </message>
    <message>
        <source>There are more than {count} files; those, spread over all, are used.</source>
        <translation>Es sind mehr als {count} Dateien; so viele, über alle verteilt, werden genommen.</translation>
    </message>
    <message>
        <source>There are only {count}. With 20 or more it learns to do well on others of the kind, too.</source>
        <translation>Es sind nur {count}. Mit 20 oder mehr lernt es, auch mit anderen dieser Art gut umzugehen.</translation>
    </message>
    <message>
        <source>There is a model of this name.</source>
        <translation>Ein Modell dieses Namens gibt es schon.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>In der Zwischenablage ist kein Bild.</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>Der Arbeitsspeicher reicht nicht.</translation>
    </message>
    <message>
        <source>There is: {0}.</source>
        <translation>Es gibt: {0}.</translation>
    </message>
    <message>
        <source>They are large: about {number:.1f} megapixels from the middle of each are used.</source>
        <translation>Sie sind groß: Etwa {number:.1f} Megapixel aus der Mitte werden genommen.</translation>
    </message>
    <message>
        <source>They are of {count} different sizes. That does no harm.</source>
        <translation>Sie haben {count} verschiedene Größen. Das schadet nicht.</translation>
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
        <source>This is number {0} of the {1} pictures in this {2}.</source>
        <translation>Dies ist Nummer {0} von {1} Bildern in dieser {2}.</translation>
    </message>
    <message>
        <source>This is the original. Once it is replaced, nothing brings it back.</source>
        <translation>Das ist das Original. Einmal ersetzt, bringt es nichts zurück.</translation>
    </message>
    <message>
        <source>This is the {0} of the {1} pictures in this {2}.</source>
        <translation>Dies ist das {0} von {1} Bildern in dieser {2}.</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>Dieses Modell</translation>
    </message>
    <message>
        <source>This model did not learn from your own pictures, so there is no base to compare it with</source>
        <translation>Dieses Modell hat nicht aus eigenen Bildern gelernt, darum gibt es kein Ausgangsmodell zum Vergleichen</translation>
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
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Too small, each side needs {number:.0f} pixels: {names}.</source>
        <translation>Zu klein, jede Seite braucht {number:.0f} Pixel: {names}.</translation>
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
        <source>Try again.</source>
        <translation>Bitte noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Try another backend or model.</source>
        <translation>Versuchen Sie ein anderes Rechenwerk oder Modell.</translation>
    </message>
    <message>
        <source>Try everything, and copy what came of it with all versions, to send it to the makers</source>
        <translation>Alles ausprobieren und das Ergebnis mit allen Versionen kopieren, um es den Machern zu schicken</translation>
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
        <source>Trying everything…</source>
        <translation>Alles wird ausprobiert …</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Use letters, digits, spaces and hyphens.</source>
        <translation>Verwenden Sie Buchstaben, Ziffern, Leerzeichen und Bindestriche.</translation>
    </message>
    <message>
        <source>Use setting {number}</source>
        <translation>Einstellung {number} nehmen</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Diese nehmen</translation>
    </message>
    <message>
        <source>Values that are no numbers became black.</source>
        <translation>Werte, die keine Zahlen sind, wurden schwarz.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versionen</translation>
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
        <source>What was saved is kept: go on with it.</source>
        <translation>Was gespeichert wurde, bleibt: Machen Sie damit weiter.</translation>
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
        <source>Without a partner: {names}.</source>
        <translation>Ohne Gegenstück: {names}.</translation>
    </message>
    <message>
        <source>Write it like longest:3000.</source>
        <translation>Schreiben Sie es wie longest:3000.</translation>
    </message>
    <message>
        <source>Write it like {0}.</source>
        <translation>Schreiben Sie es wie {0}.</translation>
    </message>
    <message>
        <source>Write it like {0}; name folders in the place for the folder.</source>
        <translation>Schreiben Sie es wie {0}; Ordner nennen Sie im Feld für den Ordner.</translation>
    </message>
    <message>
        <source>X_lq beside X_hq, or folders lq and hq</source>
        <translation>X_lq neben X_hq, oder Ordner lq und hq</translation>
    </message>
    <message>
        <source>Your photos</source>
        <translation>Ihre Fotos</translation>
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
        <source>a folder has this name</source>
        <translation>so heißt schon ein Ordner</translation>
    </message>
    <message>
        <source>a model cannot be called {0}</source>
        <translation>ein Modell kann nicht {0} heißen</translation>
    </message>
    <message>
        <source>a pipe or a device has this name</source>
        <translation>so heißt eine Pipe oder ein Gerät</translation>
    </message>
    <message>
        <source>a run called {0} has begun already</source>
        <translation>ein Lauf namens {0} hat schon begonnen</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>etwa {size}</translation>
    </message>
    <message>
        <source>animation</source>
        <translation>Animation</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>so gewünscht</translation>
    </message>
    <message>
        <source>best so far {own} on held-out pictures, {general} on general ones</source>
        <translation>bisher bestenfalls {own} auf zurückgelegten Bildern, {general} auf allgemeinen</translation>
    </message>
    <message>
        <source>camera raw</source>
        <translation>Kamera-Raw</translation>
    </message>
    <message>
        <source>enlarge</source>
        <translation>vergrößern</translation>
    </message>
    <message>
        <source>fastest here</source>
        <translation>hier das schnellste</translation>
    </message>
    <message>
        <source>file</source>
        <translation>Datei</translation>
    </message>
    <message>
        <source>first</source>
        <translation>erste</translation>
    </message>
    <message>
        <source>floating-point</source>
        <translation>Gleitkomma</translation>
    </message>
    <message>
        <source>from source</source>
        <translation>aus dem Quelltext</translation>
    </message>
    <message>
        <source>general</source>
        <translation>allgemein</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>grau</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>zurückgelegt</translation>
    </message>
    <message>
        <source>how much larger</source>
        <translation>um wie viel größer</translation>
    </message>
    <message>
        <source>it cannot be copied to the folder of your models</source>
        <translation>es kann nicht in den Ordner Ihrer Modelle kopiert werden</translation>
    </message>
    <message>
        <source>it cannot be developed: its kind is not known, or it is damaged</source>
        <translation>es kann nicht entwickelt werden: die Art ist unbekannt oder es ist beschädigt</translation>
    </message>
    <message>
        <source>it cannot be read ({0})</source>
        <translation>das ist nicht lesbar ({0})</translation>
    </message>
    <message>
        <source>it cannot be removed</source>
        <translation>es kann nicht entfernt werden</translation>
    </message>
    <message>
        <source>it cannot be renamed</source>
        <translation>es lässt sich nicht umbenennen</translation>
    </message>
    <message>
        <source>it could not be written ({0})</source>
        <translation>das ließ sich nicht schreiben ({0})</translation>
    </message>
    <message>
        <source>it has changed since it was queued</source>
        <translation>das Bild hat sich geändert, seit es eingereiht wurde</translation>
    </message>
    <message>
        <source>it has {0} picture, and number {1} is wanted</source>
        <translation>darin ist {0} Bild, gewünscht ist Nummer {1}</translation>
    </message>
    <message>
        <source>it has {0} pictures, and number {1} is wanted</source>
        <translation>darin sind {0} Bilder, gewünscht ist Nummer {1}</translation>
    </message>
    <message>
        <source>it holds 32-bit floating-point numbers</source>
        <translation>darin stehen 32-Bit-Gleitkommazahlen</translation>
    </message>
    <message>
        <source>it holds 32-bit whole numbers</source>
        <translation>darin stehen ganze Zahlen mit 32 Bit</translation>
    </message>
    <message>
        <source>it holds no preview, and a developer for raw data is not installed</source>
        <translation>darin ist keine Vorschau, und eine Entwicklung für Rohdaten ist nicht installiert</translation>
    </message>
    <message>
        <source>it holds {0}-bit {1} numbers</source>
        <translation>darin stehen Zahlen mit {0} Bit ({1})</translation>
    </message>
    <message>
        <source>it is a BigTIFF in Motorola&apos;s byte order, which is only supported at 16 bits</source>
        <translation>das ist ein BigTIFF in Motorolas Bytefolge, das nur mit 16 Bit unterstützt wird</translation>
    </message>
    <message>
        <source>it is a film, which is not supported</source>
        <translation>das ist ein Film, der nicht unterstützt wird</translation>
    </message>
    <message>
        <source>it is a folder, not a picture</source>
        <translation>das ist ein Ordner, kein Bild</translation>
    </message>
    <message>
        <source>it is a link that leads in a circle</source>
        <translation>das ist eine Verknüpfung, die im Kreis führt</translation>
    </message>
    <message>
        <source>it is a link that leads nowhere</source>
        <translation>das ist eine Verknüpfung, die nirgendwohin führt</translation>
    </message>
    <message>
        <source>it is cut off: the end of the file is missing</source>
        <translation>das ist abgeschnitten: das Ende der Datei fehlt</translation>
    </message>
    <message>
        <source>it is damaged and cannot be read as {0}</source>
        <translation>das ist beschädigt und nicht als {0} lesbar</translation>
    </message>
    <message>
        <source>it is damaged: parts of the picture are missing</source>
        <translation>das ist beschädigt: Teile des Bildes fehlen</translation>
    </message>
    <message>
        <source>it is declared as {0} x {1} pixels, more than a file of {2} bytes can hold</source>
        <translation>laut Datei sind es {0} x {1} Pixel, mehr, als in {2} Bytes stehen kann</translation>
    </message>
    <message>
        <source>it is declared as {0} x {1} pixels, more than the {2} megapixels this program opens</source>
        <translation>laut Datei sind es {0} x {1} Pixel, mehr als die {2} Megapixel, die dieses Programm öffnet</translation>
    </message>
    <message>
        <source>it is declared as {0} x {1} pixels, which needs {2} GB of memory, and {3} GB are free</source>
        <translation>laut Datei sind es {0} x {1} Pixel; das braucht {2} GB Arbeitsspeicher, frei sind {3} GB</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>das ist keine Datei</translation>
    </message>
    <message>
        <source>it is no file but a pipe or a device</source>
        <translation>das ist keine Datei, sondern eine Pipe oder ein Gerät</translation>
    </message>
    <message>
        <source>it is not a model file, or it cannot be read</source>
        <translation>das ist keine Modelldatei, oder sie ist nicht lesbar</translation>
    </message>
    <message>
        <source>it is not a model of this program</source>
        <translation>das ist kein Modell dieses Programms</translation>
    </message>
    <message>
        <source>it is not a picture</source>
        <translation>das ist kein Bild</translation>
    </message>
    <message>
        <source>it is too large to be a one-bit model</source>
        <translation>das ist zu groß für ein Ein-Bit-Modell</translation>
    </message>
    <message>
        <source>it is {0}, and a decoder for that is not installed</source>
        <translation>das ist {0}, und ein Decoder dafür ist nicht installiert</translation>
    </message>
    <message>
        <source>it needs about {0} of memory, and {1} are free</source>
        <translation>das braucht etwa {0} Arbeitsspeicher, frei sind {1}</translation>
    </message>
    <message>
        <source>it ships with the program</source>
        <translation>es gehört zum Programm</translation>
    </message>
    <message>
        <source>its compression ({0}) is not supported at 16 bits and more</source>
        <translation>die Kompression ({0}) wird ab 16 Bit nicht unterstützt</translation>
    </message>
    <message>
        <source>its compression ({0}) is only supported in the first picture</source>
        <translation>die Kompression ({0}) wird nur im ersten Bild unterstützt</translation>
    </message>
    <message>
        <source>its folder does not exist</source>
        <translation>den Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>its kind of colour ({0}) is not supported</source>
        <translation>die Art der Farben ({0}) wird nicht unterstützt</translation>
    </message>
    <message>
        <source>its kind of colour is not supported at {0} bits</source>
        <translation>die Art der Farben wird bei {0} Bit nicht unterstützt</translation>
    </message>
    <message>
        <source>learning could not be started</source>
        <translation>das Lernen ließ sich nicht starten</translation>
    </message>
    <message>
        <source>learning ended without a word</source>
        <translation>das Lernen endete ohne ein Wort</translation>
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
        <source>my photos</source>
        <translation>meine Fotos</translation>
    </message>
    <message>
        <source>name of the original</source>
        <translation>Name des Originals</translation>
    </message>
    <message>
        <source>no damage can be measured in the damaged pictures</source>
        <translation>in den beschädigten Bildern lässt sich kein Schaden messen</translation>
    </message>
    <message>
        <source>no model is called {0}</source>
        <translation>kein Modell heißt {0}</translation>
    </message>
    <message>
        <source>no noise can be measured in the damaged pictures</source>
        <translation>in den beschädigten Bildern lässt sich kein Rauschen messen</translation>
    </message>
    <message>
        <source>no photo can be learned from, but {0} are needed</source>
        <translation>aus keinem Foto lässt sich lernen, nötig sind {0}</translation>
    </message>
    <message>
        <source>no run called {0} has begun</source>
        <translation>kein Lauf namens {0} hat begonnen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>none of the damaged pictures can be read</source>
        <translation>keines der beschädigten Bilder ist lesbar</translation>
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
        <source>nothing has been measured yet that could be kept</source>
        <translation>noch ist nichts gemessen, was sich behalten ließe</translation>
    </message>
    <message>
        <source>only {0} photo{1} can be learned from, but {2} are needed</source>
        <translation>nur aus {0} Foto(s){1} lässt sich lernen, nötig sind {2}</translation>
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
        <source>perhaps a little noise</source>
        <translation>vielleicht ein wenig Rauschen</translation>
    </message>
    <message>
        <source>perhaps {what}</source>
        <translation>vielleicht {what}</translation>
    </message>
    <message>
        <source>pictures cannot be saved as {0}</source>
        <translation>Bilder können nicht als {0} gespeichert werden</translation>
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
        <source>second</source>
        <translation>zweite</translation>
    </message>
    <message>
        <source>sigma {level}</source>
        <translation>Sigma {level}</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>vorzeichenbehaftete</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>Schritt {number}</translation>
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
        <source>the disk does not take a file this large</source>
        <translation>der Datenträger nimmt keine so große Datei</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>der Datenträger ist voll</translation>
    </message>
    <message>
        <source>the fast kernels are still being compiled</source>
        <translation>der schnelle Weg wird noch übersetzt</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>the model cannot be written: {0}</source>
        <translation>das Modell lässt sich nicht schreiben: {0}</translation>
    </message>
    <message>
        <source>the model {0} enlarges by {1}, not by {2}</source>
        <translation>das Modell {0} vergrößert um {1}, nicht um {2}</translation>
    </message>
    <message>
        <source>the model {0} is for {1}, not {2}</source>
        <translation>das Modell {0} ist für {1}, nicht für {2}</translation>
    </message>
    <message>
        <source>the model&apos;s card is damaged</source>
        <translation>die Karte des Modells ist beschädigt</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>der Name ist zu lang</translation>
    </message>
    <message>
        <source>the name says {0} and the format chosen is {1}</source>
        <translation>der Name sagt {0}, gewählt ist das Format {1}</translation>
    </message>
    <message>
        <source>the network gave values that are not numbers</source>
        <translation>das Netz gab Werte aus, die keine Zahlen sind</translation>
    </message>
    <message>
        <source>the part {0} holds numbers out of range</source>
        <translation>der Teil {0} enthält zu große Zahlen</translation>
    </message>
    <message>
        <source>the part {0} is missing or unexpected</source>
        <translation>der Teil {0} fehlt oder gehört nicht hierher</translation>
    </message>
    <message>
        <source>the part {0} is of the type {1}</source>
        <translation>der Teil {0} ist vom Typ {1}</translation>
    </message>
    <message>
        <source>the part {0} is {1} {2}, not {3} {4}</source>
        <translation>der Teil {0} ist {1} {2}, nicht {3} {4}</translation>
    </message>
    <message>
        <source>the photos are all alike, so that nothing could be said about others</source>
        <translation>die Fotos sind alle ähnlich, sodass sich über andere nichts sagen ließe</translation>
    </message>
    <message>
        <source>the picture from the clipboard</source>
        <translation>das Bild aus der Zwischenablage</translation>
    </message>
    <message>
        <source>the pictures cannot be kept for this run: {0}</source>
        <translation>die Bilder lassen sich für diesen Lauf nicht aufbewahren: {0}</translation>
    </message>
    <message>
        <source>the pictures of this run cannot be read any more</source>
        <translation>die Bilder dieses Laufs sind nicht mehr lesbar</translation>
    </message>
    <message>
        <source>the run cannot be written down: {0}</source>
        <translation>der Lauf lässt sich nicht aufschreiben: {0}</translation>
    </message>
    <message>
        <source>the run did not finish</source>
        <translation>der Lauf wurde nicht beendet</translation>
    </message>
    <message>
        <source>the {0} backend cannot run here: {1}</source>
        <translation>das Rechenwerk {0} läuft hier nicht: {1}</translation>
    </message>
    <message>
        <source>there are no pictures to learn from</source>
        <translation>es gibt keine Bilder, aus denen sich lernen ließe</translation>
    </message>
    <message>
        <source>there is a model called {0} already</source>
        <translation>ein Modell namens {0} gibt es schon</translation>
    </message>
    <message>
        <source>there is no backend called {0}</source>
        <translation>kein Rechenwerk heißt {0}</translation>
    </message>
    <message>
        <source>there is no model for this</source>
        <translation>dafür gibt es kein Modell</translation>
    </message>
    <message>
        <source>there is no model for {0}</source>
        <translation>für {0} gibt es kein Modell</translation>
    </message>
    <message>
        <source>there is no picture in this folder</source>
        <translation>in diesem Ordner ist kein Bild</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>der Arbeitsspeicher reicht nicht</translation>
    </message>
    <message>
        <source>there is not enough memory to go on learning</source>
        <translation>zum Weiterlernen fehlt Arbeitsspeicher</translation>
    </message>
    <message>
        <source>there is not enough memory to open it</source>
        <translation>der Arbeitsspeicher reicht nicht, um es zu öffnen</translation>
    </message>
    <message>
        <source>there is not enough memory to save it</source>
        <translation>der Arbeitsspeicher reicht nicht, um es zu speichern</translation>
    </message>
    <message>
        <source>there is only a model that enlarges by {0}, not by {1}</source>
        <translation>es gibt nur ein Modell, das um {0} vergrößert, nicht um {1}</translation>
    </message>
    <message>
        <source>third</source>
        <translation>dritte</translation>
    </message>
    <message>
        <source>this file exists already</source>
        <translation>diese Datei gibt es schon</translation>
    </message>
    <message>
        <source>this file is read-only</source>
        <translation>diese Datei ist schreibgeschützt</translation>
    </message>
    <message>
        <source>this file may not be read</source>
        <translation>diese Datei darf nicht gelesen werden</translation>
    </message>
    <message>
        <source>this folder cannot be made: {0}</source>
        <translation>dieser Ordner lässt sich nicht anlegen: {0}</translation>
    </message>
    <message>
        <source>this folder cannot be read: {0}</source>
        <translation>dieser Ordner ist nicht lesbar: {0}</translation>
    </message>
    <message>
        <source>this folder is not there</source>
        <translation>diesen Ordner gibt es nicht</translation>
    </message>
    <message>
        <source>this folder may not be written to</source>
        <translation>in diesen Ordner darf nicht geschrieben werden</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>unter 1 s</translation>
    </message>
    <message>
        <source>what was done</source>
        <translation>was getan wurde</translation>
    </message>
    <message>
        <source>what was learned restores your pictures no better than {0} does</source>
        <translation>was gelernt wurde, restauriert Ihre Bilder nicht besser als {0}</translation>
    </message>
    <message>
        <source>what was to be learned cannot be read any more</source>
        <translation>was gelernt werden sollte, ist nicht mehr lesbar</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>ganze</translation>
    </message>
    <message>
        <source>{0} The raw data cannot be developed here.</source>
        <translation>{0} Die Rohdaten können hier nicht entwickelt werden.</translation>
    </message>
    <message>
        <source>{0} cannot be written here: its encoder is not installed</source>
        <translation>{0} kann hier nicht geschrieben werden: der Encoder ist nicht installiert</translation>
    </message>
    <message>
        <source>{0} cannot run: {1}</source>
        <translation>{0} läuft nicht: {1}</translation>
    </message>
    <message>
        <source>{0} does not hold 16 bits</source>
        <translation>{0} fasst keine 16 Bit</translation>
    </message>
    <message>
        <source>{0} holds at most {1} pixels per side, this picture has {2}</source>
        <translation>{0} fasst höchstens {1} Pixel pro Seite, dieses Bild hat {2}</translation>
    </message>
    <message>
        <source>{0} minutes cannot be trained for</source>
        <translation>{0} Minuten lang lässt sich nicht lernen</translation>
    </message>
    <message>
        <source>{0} of its values lay below black or beyond white and were cut off.</source>
        <translation>{0} seiner Werte lagen unter Schwarz oder über Weiß und wurden abgeschnitten.</translation>
    </message>
    <message>
        <source>{0} pairs can be learned from, but {1} are needed</source>
        <translation>aus {0} Paaren lässt sich lernen, nötig sind {1}</translation>
    </message>
    <message>
        <source>{0} restores brightness alone and cannot learn from colour photographs</source>
        <translation>{0} restauriert nur Helligkeit und kann aus Farbfotos nicht lernen</translation>
    </message>
    <message>
        <source>{0}: it failed unexpectedly ({1}). Try again, and report this if it goes on.</source>
        <translation>{0}: das ist unerwartet fehlgeschlagen ({1}). Versuchen Sie es noch einmal, und melden Sie es, wenn es bleibt.</translation>
    </message>
    <message>
        <source>{0}: it needs nothing, and was copied unchanged.</source>
        <translation>{0}: es braucht nichts und wurde unverändert kopiert.</translation>
    </message>
    <message>
        <source>{0}: it needs nothing, and was only saved as you asked.</source>
        <translation>{0}: es braucht nichts und wurde nur wie gewünscht gespeichert.</translation>
    </message>
    <message>
        <source>{0}: there is not enough memory. Close other programs, or restore a smaller copy.</source>
        <translation>{0}: der Arbeitsspeicher reicht nicht. Schließen Sie andere Programme, oder restaurieren Sie eine kleinere Kopie.</translation>
    </message>
    <message>
        <source>{0}: there is {1} already.</source>
        <translation>{0}: {1} gibt es schon.</translation>
    </message>
    <message>
        <source>{0}: whether there is noise cannot be told, so it was copied unchanged.</source>
        <translation>{0}: Ob Rauschen darin ist, lässt sich nicht sagen; das Bild wurde unverändert kopiert.</translation>
    </message>
    <message>
        <source>{0}: whether there is noise cannot be told, so it was only saved as you asked.</source>
        <translation>{0}: Ob Rauschen darin ist, lässt sich nicht sagen; das Bild wurde nur wie gewünscht gespeichert.</translation>
    </message>
    <message numerus="yes">
        <source>{bad} of %n file(s) could not be opened.</source>
        <translation>
            <numerusform>{bad} von %n Datei ließ sich nicht öffnen.</numerusform>
            <numerusform>{bad} von %n Dateien ließen sich nicht öffnen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{base}, which it began with, is not here any more</source>
        <translation>{base}, womit es begonnen hat, ist nicht mehr da</translation>
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
        <source>{count} pairs can be learned from, {number:.1f} megapixels.</source>
        <translation>Aus {count} Paaren lässt sich lernen, {number:.1f} Megapixel.</translation>
    </message>
    <message>
        <source>{count} photos can be learned from, {number:.1f} megapixels.</source>
        <translation>Aus {count} Fotos lässt sich lernen, {number:.1f} Megapixel.</translation>
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
        <source>{name} has not learned to its end.</source>
        <translation>{name} hat nicht zu Ende gelernt.</translation>
    </message>
    <message>
        <source>{name} is being packed</source>
        <translation>{name} wird gepackt</translation>
    </message>
    <message>
        <source>{name} is learning</source>
        <translation>{name} lernt</translation>
    </message>
    <message>
        <source>{name} stands for the name of the original.</source>
        <translation>{name} steht für den Namen des Originals.</translation>
    </message>
    <message>
        <source>{name} waits</source>
        <translation>{name} wartet</translation>
    </message>
    <message>
        <source>{name}, page {page}</source>
        <translation>{name}, Seite {page}</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} und {other}</translation>
    </message>
    <message>
        <source>{own} over {base} on pictures of yours that it did not learn from.</source>
        <translation>{own} gegenüber {base} auf Bildern von Ihnen, aus denen es nicht gelernt hat.</translation>
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
        <source>{size} KB</source>
        <translation>{size} KB</translation>
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
