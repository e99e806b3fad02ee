<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n cœur</numerusform>
            <numerusform>%n cœurs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are still waiting from the last time.</source>
        <translation>
            <numerusform>%n image attend encore depuis la dernière fois.</numerusform>
            <numerusform>%n images attendent encore depuis la dernière fois.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) restored and saved.</source>
        <translation>
            <numerusform>%n image restaurée et enregistrée.</numerusform>
            <numerusform>%n images restaurées et enregistrées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restored picture(s) have not been saved.</source>
        <translation>
            <numerusform>%n image restaurée n’est pas enregistrée.</numerusform>
            <numerusform>%n images restaurées ne sont pas enregistrées.</numerusform>
        </translation>
    </message>
    <message>
        <source>100 % (2)</source>
        <translation>100 % (2)</translation>
    </message>
    <message>
        <source>100 %: one pixel of the result on one of the screen</source>
        <translation>100 %&#xa0;: un pixel du résultat sur un pixel de l’écran</translation>
    </message>
    <message>
        <source>16 bits</source>
        <translation>16 bits</translation>
    </message>
    <message>
        <source>4:4:4 keeps all of it; 4:2:0 makes smaller files.</source>
        <translation>4:4:4 garde tout&#xa0;; 4:2:0 donne des fichiers plus petits.</translation>
    </message>
    <message>
        <source>8 bits</source>
        <translation>8 bits</translation>
    </message>
    <message>
        <source>A file of this name is there already; it would be replaced.</source>
        <translation>Un fichier de ce nom existe déjà&#xa0;; il serait remplacé.</translation>
    </message>
    <message>
        <source>A folder has this name.</source>
        <translation>Un dossier porte ce nom.</translation>
    </message>
    <message>
        <source>A model file is data: nothing in it is ever run.</source>
        <translation>Un fichier de modèle ne contient que des données&#xa0;: rien n’y est jamais exécuté.</translation>
    </message>
    <message>
        <source>About BBCU Restore</source>
        <translation>À propos de BBCU Restore</translation>
    </message>
    <message>
        <source>About the models…</source>
        <translation>À propos des modèles…</translation>
    </message>
    <message>
        <source>About {time}, {memory} of memory</source>
        <translation>Environ {time}, {memory} de mémoire</translation>
    </message>
    <message>
        <source>Add a model</source>
        <translation>Ajouter un modèle</translation>
    </message>
    <message>
        <source>Add a model file; or drop it here</source>
        <translation>Ajouter un fichier de modèle&#xa0;; ou le déposer ici</translation>
    </message>
    <message>
        <source>Added {names}</source>
        <translation>Ajouté&#xa0;: {names}</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Ajouter…</translation>
    </message>
    <message>
        <source>All ({number})</source>
        <translation>Tous ({number})</translation>
    </message>
    <message>
        <source>All as this one</source>
        <translation>Toutes comme celle-ci</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
    <message>
        <source>An ICC file that describes your screen</source>
        <translation>Un fichier ICC qui décrit votre écran</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>As JSON, for other programs</source>
        <translation>En JSON, pour d’autres programmes</translation>
    </message>
    <message>
        <source>As chosen now</source>
        <translation>Comme choisi maintenant</translation>
    </message>
    <message>
        <source>As found in this picture</source>
        <translation>Comme trouvé dans cette image</translation>
    </message>
    <message>
        <source>As measured in the picture</source>
        <translation>Comme mesuré dans l’image</translation>
    </message>
    <message>
        <source>As the original</source>
        <translation>Comme l’original</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Comme le système</translation>
    </message>
    <message>
        <source>Astronaut, noisy</source>
        <translation>Astronaute, bruitée</translation>
    </message>
    <message>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Beside the originals</source>
        <translation>À côté des originaux</translation>
    </message>
    <message>
        <source>Beside the originals, under new names</source>
        <translation>À côté des originaux, sous de nouveaux noms</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Meilleure</translation>
    </message>
    <message>
        <source>Bits</source>
        <translation>Bits</translation>
    </message>
    <message>
        <source>Bring back all defaults</source>
        <translation>Rétablir toutes les valeurs par défaut</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>Parcourir…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cat, noisy</source>
        <translation>Chat, bruité</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Choisir un dossier</translation>
    </message>
    <message>
        <source>Choose a folder and a name</source>
        <translation>Choisir un dossier et un nom</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Choisissez un dossier.</translation>
    </message>
    <message>
        <source>Choose two files to compare, or one beside the one that is open</source>
        <translation>Choisir deux fichiers à comparer, ou un seul à côté de celui qui est ouvert</translation>
    </message>
    <message>
        <source>Choose two files to compare.</source>
        <translation>Choisissez deux fichiers à comparer.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Coffee, damaged by JPEG</source>
        <translation>Café, abîmé par le JPEG</translation>
    </message>
    <message>
        <source>Colour detail</source>
        <translation>Détail des couleurs</translation>
    </message>
    <message>
        <source>Colours of the screen</source>
        <translation>Couleurs de l’écran</translation>
    </message>
    <message>
        <source>Compare these two</source>
        <translation>Comparer ces deux-là</translation>
    </message>
    <message>
        <source>Compare two files</source>
        <translation>Comparer deux fichiers</translation>
    </message>
    <message>
        <source>Compare two files…</source>
        <translation>Comparer deux fichiers…</translation>
    </message>
    <message>
        <source>Compare with its result</source>
        <translation>Comparer avec son résultat</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>Copied the restored picture</source>
        <translation>Image restaurée copiée</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Copy result</source>
        <translation>Copier le résultat</translation>
    </message>
    <message>
        <source>Copy the report and send it to the makers; your files have not been changed.</source>
        <translation>Copiez le rapport et envoyez-le aux auteurs&#xa0;; vos fichiers n’ont pas été modifiés.</translation>
    </message>
    <message>
        <source>Copy the versions of everything, to send them to the makers</source>
        <translation>Copier toutes les versions, pour les envoyer aux auteurs</translation>
    </message>
    <message>
        <source>Copy what happened, to send it to the makers</source>
        <translation>Copier ce qui s’est passé, pour l’envoyer aux auteurs</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>Sombre</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Date</translation>
    </message>
    <message>
        <source>Delete preset</source>
        <translation>Supprimer un préréglage</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>Différence</translation>
    </message>
    <message>
        <source>Difference, {gain} times as strong</source>
        <translation>Différence, amplifiée {gain} fois</translation>
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <translation>Masquer (Échap)</translation>
    </message>
    <message>
        <source>Divider</source>
        <translation>Séparateur</translation>
    </message>
    <message>
        <source>Don&apos;t save</source>
        <translation>Ne pas enregistrer</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Done in {time} with {levels}.</source>
        <translation>Terminé en {time} avec {levels}.</translation>
    </message>
    <message>
        <source>Drag to look somewhere else</source>
        <translation>Faire glisser pour regarder ailleurs</translation>
    </message>
    <message>
        <source>Drag to look somewhere else, turn the wheel to zoom.</source>
        <translation>Faire glisser pour regarder ailleurs, tourner la molette pour zoomer.</translation>
    </message>
    <message>
        <source>Drop photos here to restore them</source>
        <translation>Déposez ici des photos à restaurer</translation>
    </message>
    <message>
        <source>Drop to open</source>
        <translation>Lâcher pour ouvrir</translation>
    </message>
    <message>
        <source>Each as measured</source>
        <translation>Chacune selon ses mesures</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>Agrandir</translation>
    </message>
    <message>
        <source>Enlarging makes JPEG damage larger too. Tick Repair JPEG as well.</source>
        <translation>Agrandir amplifie aussi les défauts du JPEG. Cochez aussi Réparer le JPEG.</translation>
    </message>
    <message>
        <source>Every picture gets what is found in it; clean ones are left as they are.</source>
        <translation>Chaque image reçoit ce qui est trouvé en elle&#xa0;; les images propres restent telles quelles.</translation>
    </message>
    <message>
        <source>Every picture is done.</source>
        <translation>Toutes les images sont terminées.</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>Rapide</translation>
    </message>
    <message>
        <source>Fewer cores leave more of the computer for other work.</source>
        <translation>Moins de cœurs laissent plus de l’ordinateur à d’autres travaux.</translation>
    </message>
    <message>
        <source>Fit to the window</source>
        <translation>Ajuster à la fenêtre</translation>
    </message>
    <message>
        <source>Fit to the window (1)</source>
        <translation>Ajuster à la fenêtre (1)</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>Dossier des résultats</translation>
    </message>
    <message>
        <source>Forget these</source>
        <translation>Oublier ces fichiers</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Found: {what}.</source>
        <translation>Trouvé&#xa0;: {what}.</translation>
    </message>
    <message>
        <source>Full (4:4:4)</source>
        <translation>Complet (4:4:4)</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Plein écran</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Général</translation>
    </message>
    <message>
        <source>Give the file a name.</source>
        <translation>Donnez un nom au fichier.</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Half across (4:2:2)</source>
        <translation>Moitié en largeur (4:2:2)</translation>
    </message>
    <message>
        <source>Hardly any was found in this picture</source>
        <translation>Presque rien n’a été trouvé dans cette image</translation>
    </message>
    <message>
        <source>Height</source>
        <translation>Hauteur</translation>
    </message>
    <message>
        <source>Hide details</source>
        <translation>Moins</translation>
    </message>
    <message>
        <source>Hide the pictures</source>
        <translation>Masquer les images</translation>
    </message>
    <message>
        <source>Hold space to see the first one.</source>
        <translation>Maintenir Espace pour voir la première.</translation>
    </message>
    <message>
        <source>Hold to see the original</source>
        <translation>Maintenir pour voir l’original</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>Combien</translation>
    </message>
    <message>
        <source>How much of the result to use. Works at once, without running again.</source>
        <translation>Quelle part du résultat utiliser. Agit aussitôt, sans relancer.</translation>
    </message>
    <message>
        <source>How to compare</source>
        <translation>Mode de comparaison</translation>
    </message>
    <message>
        <source>How to compare original and result (B, D, S)</source>
        <translation>Comment comparer l’original et le résultat (B, D, S)</translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation>Si le nom est pris</translation>
    </message>
    <message>
        <source>In a folder</source>
        <translation>Dans un dossier</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>Entrée</translation>
    </message>
    <message>
        <source>It can go on at the next start.</source>
        <translation>Cela peut continuer au prochain démarrage.</translation>
    </message>
    <message>
        <source>It is {done} done; that would be lost.</source>
        <translation>C’est fait à {done}&#xa0;; cela serait perdu.</translation>
    </message>
    <message>
        <source>JPEG quality, {between}. Less is stronger.</source>
        <translation>Qualité JPEG, {between}. Moins, c’est plus fort.</translation>
    </message>
    <message>
        <source>JPEG, quality about {level}</source>
        <translation>JPEG, qualité environ {level}</translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>Niveau</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Léger</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>Clair</translation>
    </message>
    <message>
        <source>Longest side</source>
        <translation>Plus long côté</translation>
    </message>
    <message>
        <source>Looking at the picture…</source>
        <translation>Examen de l’image…</translation>
    </message>
    <message>
        <source>MIT, as the program</source>
        <translation>MIT, comme le programme</translation>
    </message>
    <message>
        <source>Measured in this picture</source>
        <translation>Mesuré dans cette image</translation>
    </message>
    <message>
        <source>Measuring…</source>
        <translation>Mesure en cours…</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Moyen</translation>
    </message>
    <message>
        <source>Megapixels</source>
        <translation>Mégapixels</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modèles</translation>
    </message>
    <message>
        <source>Models ({pattern})</source>
        <translation>Modèles ({pattern})</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Motion</source>
        <translation>Animations</translation>
    </message>
    <message>
        <source>Move the divider</source>
        <translation>Déplacer le séparateur</translation>
    </message>
    <message>
        <source>Move the picture</source>
        <translation>Déplacer l’image</translation>
    </message>
    <message>
        <source>Move the picture sideways</source>
        <translation>Déplacer l’image de côté</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Names of results</source>
        <translation>Noms des résultats</translation>
    </message>
    <message>
        <source>Next picture</source>
        <translation>Image suivante</translation>
    </message>
    <message>
        <source>No file can have this name. Choose a shorter one.</source>
        <translation>Aucun fichier ne peut porter ce nom. Choisissez-en un plus court.</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Pas encore enregistré</translation>
    </message>
    <message>
        <source>Not saved yet.</source>
        <translation>Pas encore enregistré.</translation>
    </message>
    <message>
        <source>Nothing moves</source>
        <translation>Rien ne bouge</translation>
    </message>
    <message>
        <source>Nothing needs to be done. Choose something above to do it all the same.</source>
        <translation>Rien n’est nécessaire. Choisissez quelque chose ci-dessus pour le faire quand même.</translation>
    </message>
    <message>
        <source>Nothing to do</source>
        <translation>Rien à faire</translation>
    </message>
    <message>
        <source>Nothing was opened yet</source>
        <translation>Rien n’a encore été ouvert</translation>
    </message>
    <message>
        <source>Number the new file</source>
        <translation>Numéroter le nouveau fichier</translation>
    </message>
    <message>
        <source>Of JPEG, WebP and AVIF. 90 to 95 suits photos.</source>
        <translation>Pour JPEG, WebP et AVIF. 90 à 95 convient aux photos.</translation>
    </message>
    <message>
        <source>One pass over the picture</source>
        <translation>Un passage sur l’image</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open all of them</source>
        <translation>Toutes les ouvrir</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Open more pictures, beside those that are open</source>
        <translation>Ouvrir d’autres images, en plus de celles qui sont ouvertes</translation>
    </message>
    <message>
        <source>Open photos…</source>
        <translation>Ouvrir des photos…</translation>
    </message>
    <message>
        <source>Open pictures</source>
        <translation>Images ouvertes</translation>
    </message>
    <message>
        <source>Open the sample “{name}”</source>
        <translation>Ouvrir l’exemple «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>Opening {name}…</source>
        <translation>Ouverture de {name}…</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>Ouvrir…</translation>
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
        <translation>Image originale et restaurée. Maintenir Espace pour voir l’original.</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>Vue d’ensemble</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Paste picture</source>
        <translation>Coller une image</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>Image collée</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>Image</translation>
    </message>
    <message>
        <source>Pictures ({patterns})</source>
        <translation>Images ({patterns})</translation>
    </message>
    <message>
        <source>Pictures are turned into these colours to be shown; saved files keep their own.</source>
        <translation>Les images sont converties dans ces couleurs pour l’affichage&#xa0;; les fichiers enregistrés gardent les leurs.</translation>
    </message>
    <message>
        <source>Place, time, camera, serial numbers, names</source>
        <translation>Lieu, date, appareil, numéros de série, noms</translation>
    </message>
    <message>
        <source>Presets</source>
        <translation>Préréglages</translation>
    </message>
    <message>
        <source>Preview: {what}</source>
        <translation>Aperçu&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Previous picture</source>
        <translation>Image précédente</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Tirage</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Vie privée</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>Processeur</translation>
    </message>
    <message>
        <source>Processor cores</source>
        <translation>Cœurs du processeur</translation>
    </message>
    <message>
        <source>Profiles ({patterns})</source>
        <translation>Profils ({patterns})</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Progression</translation>
    </message>
    <message>
        <source>Progress of all pictures</source>
        <translation>Progression de toutes les images</translation>
    </message>
    <message>
        <source>Put something into the name</source>
        <translation>Insérer quelque chose dans le nom</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>Qualité</translation>
    </message>
    <message>
        <source>Quarter (4:2:0)</source>
        <translation>Quart (4:2:0)</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Remove noise</source>
        <translation>Enlever le bruit</translation>
    </message>
    <message>
        <source>Remove personal data</source>
        <translation>Retirer les données personnelles</translation>
    </message>
    <message>
        <source>Repair JPEG</source>
        <translation>Réparer le JPEG</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>Remplacer</translation>
    </message>
    <message>
        <source>Replace the file</source>
        <translation>Remplacer le fichier</translation>
    </message>
    <message>
        <source>Replace the original photo</source>
        <translation>Remplacer la photo originale</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Reset all</source>
        <translation>Tout réinitialiser</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Résolution</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>Restaurer</translation>
    </message>
    <message>
        <source>Restored</source>
        <translation>Restaurée</translation>
    </message>
    <message>
        <source>Restored, not saved yet</source>
        <translation>Restaurée, pas encore enregistrée</translation>
    </message>
    <message>
        <source>Restored, settings changed</source>
        <translation>Restaurée, réglages modifiés</translation>
    </message>
    <message>
        <source>Restored, {done} done</source>
        <translation>Restaurée à {done}</translation>
    </message>
    <message>
        <source>Restores photos with one-bit networks, on this computer only: no picture leaves it.</source>
        <translation>Restaure des photos avec des réseaux à un bit, sur cet ordinateur seulement&#xa0;: aucune image ne le quitte.</translation>
    </message>
    <message>
        <source>Result only</source>
        <translation>Résultat seul</translation>
    </message>
    <message>
        <source>Rocket, small</source>
        <translation>Fusée, petite</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lancer</translation>
    </message>
    <message numerus="yes">
        <source>Run %n picture(s)</source>
        <translation>
            <numerusform>Restaurer %n image</numerusform>
            <numerusform>Restaurer %n images</numerusform>
        </translation>
    </message>
    <message>
        <source>Run ({time})</source>
        <translation>Lancer ({time})</translation>
    </message>
    <message>
        <source>Run again</source>
        <translation>Relancer</translation>
    </message>
    <message>
        <source>Run all</source>
        <translation>Tout restaurer</translation>
    </message>
    <message>
        <source>Run all…</source>
        <translation>Tout restaurer…</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Runs on</source>
        <translation>Fonctionne avec</translation>
    </message>
    <message>
        <source>Same as last time</source>
        <translation>Comme la dernière fois</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Save all</source>
        <translation>Tout enregistrer</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>Enregistrer sous</translation>
    </message>
    <message>
        <source>Save as preset</source>
        <translation>Enregistrer comme préréglage</translation>
    </message>
    <message>
        <source>Save as preset…</source>
        <translation>Enregistrer comme préréglage…</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>Enregistrer sous…</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>Enregistré</translation>
    </message>
    <message>
        <source>Saved as {name}</source>
        <translation>Enregistré sous {name}</translation>
    </message>
    <message>
        <source>Saved {name}</source>
        <translation>{name} enregistré</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>Enregistré.</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Enregistrer…</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Enregistrement</translation>
    </message>
    <message>
        <source>Saving {name}…</source>
        <translation>Enregistrement de {name}…</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>Facteur</translation>
    </message>
    <message>
        <source>Second only</source>
        <translation>Seconde seule</translation>
    </message>
    <message>
        <source>Set by hand</source>
        <translation>Choisi à la main</translation>
    </message>
    <message>
        <source>Setting {number}</source>
        <translation>Réglage {number}</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>Show the difference</source>
        <translation>Montrer la différence</translation>
    </message>
    <message>
        <source>Show the file where it lies</source>
        <translation>Montrer le fichier dans son dossier</translation>
    </message>
    <message>
        <source>Show the pictures</source>
        <translation>Afficher les images</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>Côte à côte</translation>
    </message>
    <message>
        <source>Sigma of the noise in grey levels, {between}. More is stronger.</source>
        <translation>Sigma du bruit en niveaux de gris, {between}. Plus, c’est plus fort.</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Skip: it counts as done</source>
        <translation>Ignorer&#xa0;: compte comme fait</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Ignoré</translation>
    </message>
    <message>
        <source>Something went wrong that should not have.</source>
        <translation>Quelque chose s’est mal passé, qui n’aurait pas dû.</translation>
    </message>
    <message>
        <source>Spoken from the next start on.</source>
        <translation>Parlée à partir du prochain démarrage.</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Étapes</translation>
    </message>
    <message>
        <source>Still running</source>
        <translation>Encore en cours</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop ({time} left)</source>
        <translation>Arrêter (encore {time})</translation>
    </message>
    <message>
        <source>Stop; what is not done yet can go on later</source>
        <translation>Arrêter&#xa0;; le reste pourra continuer plus tard</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Intensité</translation>
    </message>
    <message>
        <source>Strong</source>
        <translation>Fort</translation>
    </message>
    <message>
        <source>Such as {path}</source>
        <translation>Par exemple {path}</translation>
    </message>
    <message>
        <source>Take out of the list</source>
        <translation>Retirer de la liste</translation>
    </message>
    <message>
        <source>Take this model away</source>
        <translation>Retirer ce modèle</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>Images de test</translation>
    </message>
    <message>
        <source>The picture and its seven mirror images, averaged: a little better, and eight times slower</source>
        <translation>L’image et ses sept images miroir, moyennées&#xa0;: un peu mieux, et huit fois plus lent</translation>
    </message>
    <message numerus="yes">
        <source>The queue is still running: %n picture(s) are not done.</source>
        <translation>
            <numerusform>La file est encore en cours&#xa0;: %n image n’est pas terminée.</numerusform>
            <numerusform>La file est encore en cours&#xa0;: %n images ne sont pas terminées.</numerusform>
        </translation>
    </message>
    <message>
        <source>The restored “{name}” has not been saved.</source>
        <translation>«&#xa0;{name}&#xa0;» est restauré, mais pas enregistré.</translation>
    </message>
    <message>
        <source>The settings have changed since this result. Run to renew it.</source>
        <translation>Les réglages ont changé depuis ce résultat. Relancez pour le renouveler.</translation>
    </message>
    <message>
        <source>The usual colours of a screen</source>
        <translation>Les couleurs habituelles d’un écran</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>Il n’y a pas d’image dans le presse-papiers.</translation>
    </message>
    <message numerus="yes">
        <source>This file holds %n picture(s); the first one is shown.</source>
        <translation>
            <numerusform>Ce fichier contient %n image&#xa0;; elle est affichée.</numerusform>
            <numerusform>Ce fichier contient %n images&#xa0;; la première est affichée.</numerusform>
        </translation>
    </message>
    <message>
        <source>This folder does not exist.</source>
        <translation>Ce dossier n’existe pas.</translation>
    </message>
    <message>
        <source>This is the original. Once it is replaced, nothing brings it back.</source>
        <translation>C’est l’original. Une fois remplacé, rien ne le fera revenir.</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>Ce modèle</translation>
    </message>
    <message>
        <source>This name cannot be: use letters, and {fields} for what changes.</source>
        <translation>Ce nom est impossible&#xa0;: utilisez des lettres, et {fields} pour ce qui change.</translation>
    </message>
    <message>
        <source>This picture looks clean.</source>
        <translation>Cette image semble propre.</translation>
    </message>
    <message>
        <source>This would replace the originals. Choose another name.</source>
        <translation>Cela remplacerait les originaux. Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Tiles of a result appear at once instead of brightening</source>
        <translation>Les tuiles d’un résultat apparaissent d’un coup au lieu de s’éclaircir</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>Entraîné sur</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Try failed ones again</source>
        <translation>Réessayer celles qui ont échoué</translation>
    </message>
    <message>
        <source>Try settings</source>
        <translation>Essayer des réglages</translation>
    </message>
    <message>
        <source>Try settings…</source>
        <translation>Essayer des réglages…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler la dernière action</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Prendre celui-ci</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Waits</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Waits for another picture to be finished</source>
        <translation>Attend qu’une autre image soit terminée</translation>
    </message>
    <message>
        <source>What became of each picture</source>
        <translation>Ce qu’est devenue chaque image</translation>
    </message>
    <message>
        <source>What is not saved is lost.</source>
        <translation>Ce qui n’est pas enregistré sera perdu.</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Où</translation>
    </message>
    <message>
        <source>Where your own models lie</source>
        <translation>Où se trouvent vos propres modèles</translation>
    </message>
    <message>
        <source>Width</source>
        <translation>Largeur</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom avant</translation>
    </message>
    <message>
        <source>Zoom in (+)</source>
        <translation>Zoom avant (+)</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Zoom arrière</translation>
    </message>
    <message>
        <source>Zoom out (-)</source>
        <translation>Zoom arrière (-)</translation>
    </message>
    <message>
        <source>enlarge</source>
        <translation>agrandir</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>gris</translation>
    </message>
    <message>
        <source>how much larger</source>
        <translation>combien de fois plus grand</translation>
    </message>
    <message>
        <source>light JPEG damage (quality about {level})</source>
        <translation>légers défauts de JPEG (qualité environ {level})</translation>
    </message>
    <message>
        <source>light noise (sigma about {level})</source>
        <translation>bruit léger (sigma environ {level})</translation>
    </message>
    <message>
        <source>medium JPEG damage (quality about {level})</source>
        <translation>défauts moyens de JPEG (qualité environ {level})</translation>
    </message>
    <message>
        <source>medium noise (sigma about {level})</source>
        <translation>bruit moyen (sigma environ {level})</translation>
    </message>
    <message>
        <source>name of the original</source>
        <translation>nom de l’original</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>not known: ask where it comes from</source>
        <translation>inconnue&#xa0;: demandez là d’où il vient</translation>
    </message>
    <message>
        <source>not stated</source>
        <translation>non indiquée</translation>
    </message>
    <message>
        <source>or try one of these</source>
        <translation>ou essayez l’une de celles-ci</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>en pause</translation>
    </message>
    <message>
        <source>quality {level}</source>
        <translation>qualité {level}</translation>
    </message>
    <message>
        <source>remove noise</source>
        <translation>enlever le bruit</translation>
    </message>
    <message>
        <source>repair JPEG</source>
        <translation>réparer le JPEG</translation>
    </message>
    <message>
        <source>sigma {level}</source>
        <translation>sigma {level}</translation>
    </message>
    <message>
        <source>strong JPEG damage (quality about {level})</source>
        <translation>forts défauts de JPEG (qualité environ {level})</translation>
    </message>
    <message>
        <source>strong noise (sigma about {level})</source>
        <translation>bruit fort (sigma environ {level})</translation>
    </message>
    <message>
        <source>the picture from the clipboard</source>
        <translation>l’image du presse-papiers</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>moins de 1 s</translation>
    </message>
    <message>
        <source>what was done</source>
        <translation>ce qui a été fait</translation>
    </message>
    <message numerus="yes">
        <source>{bad} of %n file(s) could not be opened.</source>
        <translation>
            <numerusform>{bad} fichier sur %n n’a pas pu être ouvert.</numerusform>
            <numerusform>{bad} fichiers sur %n n’ont pas pu être ouverts.</numerusform>
        </translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits} bits</translation>
    </message>
    <message>
        <source>{count} done</source>
        <translation>{count} terminées</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} en échec</translation>
    </message>
    <message>
        <source>{count} not saved yet</source>
        <translation>{count} pas encore enregistrées</translation>
    </message>
    <message>
        <source>{count} skipped</source>
        <translation>{count} ignorées</translation>
    </message>
    <message>
        <source>{count} stopped</source>
        <translation>{count} arrêtées</translation>
    </message>
    <message>
        <source>{count} waiting</source>
        <translation>{count} en attente</translation>
    </message>
    <message>
        <source>{done} done</source>
        <translation>{done} fait</translation>
    </message>
    <message>
        <source>{done} done, {bad} failed.</source>
        <translation>{done} terminées, {bad} en échec.</translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n picture(s) done</source>
        <translation>
            <numerusform>{done} image sur %n terminée</numerusform>
            <numerusform>{done} images sur %n terminées</numerusform>
        </translation>
    </message>
    <message>
        <source>{file} in {time}</source>
        <translation>{file} en {time}</translation>
    </message>
    <message>
        <source>{first}, then {second}</source>
        <translation>{first}, puis {second}</translation>
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
        <translation>{low} à {high}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{name} (usual)</source>
        <translation>{name} (habituel)</translation>
    </message>
    <message>
        <source>{name} stands for the name of the original.</source>
        <translation>{name} représente le nom de l’original.</translation>
    </message>
    <message>
        <source>{name}, page {page}</source>
        <translation>{name}, page {page}</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} et {other}</translation>
    </message>
    <message>
        <source>{scale} times as wide and as high</source>
        <translation>{scale} fois plus large et plus haut</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{size} GB</source>
        <translation>{size} Go</translation>
    </message>
    <message>
        <source>{size} MB</source>
        <translation>{size} Mo</translation>
    </message>
    <message>
        <source>{size} in print</source>
        <translation>{size} en tirage</translation>
    </message>
    <message>
        <source>{size} in print at {dpi} dpi</source>
        <translation>{size} en tirage à {dpi} ppp</translation>
    </message>
    <message>
        <source>{size} pixels</source>
        <translation>{size} pixels</translation>
    </message>
    <message>
        <source>{task}: dots per inch</source>
        <translation>{task}&#xa0;: points par pouce</translation>
    </message>
    <message>
        <source>{task}: how strongly</source>
        <translation>{task}&#xa0;: intensité</translation>
    </message>
    <message>
        <source>{task}: how the size is given</source>
        <translation>{task}&#xa0;: comment la taille est donnée</translation>
    </message>
    <message>
        <source>{task}: model</source>
        <translation>{task}&#xa0;: modèle</translation>
    </message>
    <message>
        <source>{task}: number</source>
        <translation>{task}&#xa0;: nombre</translation>
    </message>
    <message>
        <source>{task}: size</source>
        <translation>{task}&#xa0;: taille</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>encore {time}</translation>
    </message>
    <message>
        <source>“{name}” is still being restored.</source>
        <translation>«&#xa0;{name}&#xa0;» est encore en cours de restauration.</translation>
    </message>
</context>
</TS>
