<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source> and {count} more</source>
        <translation> et {count} autres</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
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
        <source>A model learns what is wrong with your pictures, and how yours should look.</source>
        <translation>Un modèle apprend ce qui ne va pas dans vos images, et à quoi elles devraient ressembler.</translation>
    </message>
    <message>
        <source>A model that learns what is wrong with your own pictures</source>
        <translation>Un modèle qui apprend ce qui ne va pas dans vos propres images</translation>
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
        <source>About {minutes} min and {memory}, on {used} of {there} cores</source>
        <translation>Environ {minutes} min et {memory}, sur {used} cœurs sur {there}</translation>
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
        <source>Add larger or more of them, with even places such as sky, or give pairs.</source>
        <translation>Prenez-en de plus grandes ou davantage, avec des zones unies comme le ciel, ou donnez des paires.</translation>
    </message>
    <message>
        <source>Add photos with other subjects.</source>
        <translation>Ajoutez des photos avec d’autres sujets.</translation>
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
        <source>Already noisy: {names}. What is to be learned as clean should be clean.</source>
        <translation>Déjà bruitées : {names}. Ce qui doit être appris comme propre devrait l’être.</translation>
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
        <source>As it is</source>
        <translation>Telle quelle</translation>
    </message>
    <message>
        <source>As it should be</source>
        <translation>Comme elle devrait être</translation>
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
        <source>As the system says, or the usual colours if it says nothing</source>
        <translation>Selon le système, ou les couleurs habituelles s’il ne dit rien</translation>
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
        <source>BAM accumulates bits over its layers and cannot be packed</source>
        <translation>BAM accumule des bits au fil de ses couches et ne peut être empaqueté</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Begin it anew.</source>
        <translation>Recommencez.</translation>
    </message>
    <message>
        <source>Begin one by naming its --photos.</source>
        <translation>Commencez-en un avec --photos.</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>Partir de</translation>
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
        <source>By {model}</source>
        <translation>Par {model}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Cannot be read: {names}.</source>
        <translation>Illisibles : {names}.</translation>
    </message>
    <message>
        <source>Check its name and folder.</source>
        <translation>Vérifiez son nom et son dossier.</translation>
    </message>
    <message>
        <source>Check its permissions, or choose another folder.</source>
        <translation>Vérifiez ses droits, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Vérifiez ses droits d’accès.</translation>
    </message>
    <message>
        <source>Check that {0} can be written to and the disk has room.</source>
        <translation>Vérifiez que l’on peut écrire dans {0} et que le disque a de la place.</translation>
    </message>
    <message>
        <source>Check the disk or connection, or copy the file elsewhere.</source>
        <translation>Vérifiez le disque ou la connexion, ou copiez le fichier ailleurs.</translation>
    </message>
    <message>
        <source>Check the file, or open a smaller copy.</source>
        <translation>Vérifiez le fichier, ou ouvrez une copie plus petite.</translation>
    </message>
    <message>
        <source>Check the permissions of its folder.</source>
        <translation>Vérifiez les droits d’accès de son dossier.</translation>
    </message>
    <message>
        <source>Choose .jpg, .png, .tif or .webp.</source>
        <translation>Choisissez .jpg, .png, .tif ou .webp.</translation>
    </message>
    <message>
        <source>Choose .jpg, .png, .tif, .webp, .avif or .bmp.</source>
        <translation>Choisissez .jpg, .png, .tif, .webp, .avif ou .bmp.</translation>
    </message>
    <message>
        <source>Choose 0 (all cores) to 1024.</source>
        <translation>Choisissez de 0 (tous les cœurs) à 1024.</translation>
    </message>
    <message>
        <source>Choose 300 for prints.</source>
        <translation>Choisissez 300 pour les tirages.</translation>
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
        <source>Choose a folder that exists.</source>
        <translation>Choisissez un dossier qui existe.</translation>
    </message>
    <message>
        <source>Choose a folder with JPEG, PNG, TIFF, WebP or BMP files.</source>
        <translation>Choisissez un dossier avec des fichiers JPEG, PNG, TIFF, WebP ou BMP.</translation>
    </message>
    <message>
        <source>Choose a folder you may write to, with free space.</source>
        <translation>Choisissez un dossier où vous pouvez écrire et qui a de la place.</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Choisissez un dossier.</translation>
    </message>
    <message>
        <source>Choose a folder; or drop it here</source>
        <translation>Choisir un dossier ; ou le déposer ici</translation>
    </message>
    <message>
        <source>Choose a model made by this program, or copy it again.</source>
        <translation>Choisissez un modèle fait par ce programme, ou copiez-le de nouveau.</translation>
    </message>
    <message>
        <source>Choose a number up to {0}.</source>
        <translation>Choisissez un nombre jusqu’à {0}.</translation>
    </message>
    <message>
        <source>Choose a shorter name.</source>
        <translation>Choisissez un nom plus court.</translation>
    </message>
    <message>
        <source>Choose a side of 8 to 65536 pixels.</source>
        <translation>Choisissez un côté de 8 à 65536 pixels.</translation>
    </message>
    <message>
        <source>Choose a task first.</source>
        <translation>Choisissez d’abord une tâche.</translation>
    </message>
    <message>
        <source>Choose a time of up to a week; 20 minutes are a good beginning.</source>
        <translation>Choisissez une durée d’une semaine au plus ; 20 minutes sont un bon début.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>Choose another model to begin with.</source>
        <translation>Choisissez un autre modèle de départ.</translation>
    </message>
    <message>
        <source>Choose another name, or allow it to be changed.</source>
        <translation>Choisissez un autre nom, ou autorisez sa modification.</translation>
    </message>
    <message>
        <source>Choose another name, or allow it to be replaced.</source>
        <translation>Choisissez un autre nom, ou autorisez son remplacement.</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>Choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Choose another scale, or see what there is with: bbcu models.</source>
        <translation>Choisissez un autre facteur, ou voyez ce qu’il y a avec&#xa0;: bbcu models.</translation>
    </message>
    <message>
        <source>Choose another unit.</source>
        <translation>Choisissez une autre unité.</translation>
    </message>
    <message>
        <source>Choose another with: bbcu models.</source>
        <translation>Choisissez-en un autre avec&#xa0;: bbcu models.</translation>
    </message>
    <message>
        <source>Choose of {0}.</source>
        <translation>Choisissez parmi {0}.</translation>
    </message>
    <message>
        <source>Choose one from 1 to {0}.</source>
        <translation>Choisissez-en une de 1 à {0}.</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>Choisissez parmi {0}.</translation>
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
        <source>Close other programs and go on; what was learned so far is kept.</source>
        <translation>Fermez d’autres programmes et continuez ; ce qui a été appris est gardé.</translation>
    </message>
    <message>
        <source>Close other programs, or open a smaller copy.</source>
        <translation>Fermez d’autres programmes, ou ouvrez une copie plus petite.</translation>
    </message>
    <message>
        <source>Close other programs, or restore a smaller copy.</source>
        <translation>Fermez d’autres programmes, ou restaurez une copie plus petite.</translation>
    </message>
    <message>
        <source>Close other programs, or restore or enlarge less at once.</source>
        <translation>Fermez d’autres programmes, ou restaurez ou agrandissez moins à la fois.</translation>
    </message>
    <message>
        <source>Close other programs, or take a smaller picture.</source>
        <translation>Fermez d’autres programmes, ou prenez une image plus petite.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>Fermez d’autres programmes.</translation>
    </message>
    <message>
        <source>Coffee, by a phone in a dim room</source>
        <translation>Café, au téléphone dans une pièce sombre</translation>
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
        <source>Command</source>
        <translation>Commande</translation>
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
        <source>Compare with its base</source>
        <translation>Comparer au modèle de départ</translation>
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
        <source>Copy it again from where it came.</source>
        <translation>Copiez-le de nouveau depuis son origine.</translation>
    </message>
    <message>
        <source>Copy it again, or open and save it in another program.</source>
        <translation>Copiez-le de nouveau, ou ouvrez-le et enregistrez-le dans un autre programme.</translation>
    </message>
    <message>
        <source>Copy or download it again from where it came.</source>
        <translation>Copiez-le ou téléchargez-le de nouveau depuis son origine.</translation>
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
        <source>Copy the command</source>
        <translation>Copier la commande</translation>
    </message>
    <message>
        <source>Copy the report and send it to the makers; your files have not been changed.</source>
        <translation>Copiez le rapport et envoyez-le aux auteurs&#xa0;; vos fichiers n’ont pas été modifiés.</translation>
    </message>
    <message>
        <source>Copy what happened, to send it to the makers</source>
        <translation>Copier ce qui s’est passé, pour l’envoyer aux auteurs</translation>
    </message>
    <message>
        <source>Damaged by JPEG: {names}. What is to be learned as clean should be clean.</source>
        <translation>Abîmées par JPEG : {names}. Ce qui doit être appris comme propre devrait l’être.</translation>
    </message>
    <message>
        <source>Damaged pictures</source>
        <translation>Images abîmées</translation>
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
        <source>Developed from the raw data: the camera&apos;s white balance, nothing else.</source>
        <translation>Développé depuis les données brutes&#xa0;: la balance des blancs de l’appareil, rien d’autre.</translation>
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
        <source>Drop a folder here: 20 are a good number</source>
        <translation>Déposez un dossier ici : 20 est un bon nombre</translation>
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
        <translation>Comme mesuré</translation>
    </message>
    <message>
        <source>End it, and keep nothing</source>
        <translation>Arrêter et ne rien garder</translation>
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
        <source>Enlarging would show the damage</source>
        <translation>L’agrandissement montrerait les défauts</translation>
    </message>
    <message>
        <source>Error while learning</source>
        <translation>Erreur pendant l’apprentissage</translation>
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
        <source>Export a model</source>
        <translation>Exporter un modèle</translation>
    </message>
    <message>
        <source>Export it as a 16-bit TIFF from your raw developer.</source>
        <translation>Exportez-le en TIFF 16 bits depuis votre logiciel de développement.</translation>
    </message>
    <message>
        <source>Export it as a PNG or JPEG first.</source>
        <translation>Exportez-le d’abord en PNG ou JPEG.</translation>
    </message>
    <message>
        <source>Export it as a PNG or JPEG.</source>
        <translation>Exportez-le en PNG ou JPEG.</translation>
    </message>
    <message>
        <source>Export it as a PNG or TIFF of 8 or 16 bits first.</source>
        <translation>Exportez-le d’abord en PNG ou TIFF de 8 ou 16 bits.</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exporter…</translation>
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
        <source>Fetch or export the model again.</source>
        <translation>Récupérez ou exportez le modèle de nouveau.</translation>
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
        <source>Forget it</source>
        <translation>Oublier</translation>
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
        <source>Free some space on this disk, and finish the run again.</source>
        <translation>Libérez de la place sur ce disque, et terminez à nouveau.</translation>
    </message>
    <message>
        <source>Free some space on this disk, and start again.</source>
        <translation>Libérez de la place sur ce disque, et recommencez.</translation>
    </message>
    <message>
        <source>Free some space on this disk.</source>
        <translation>Libérez de la place sur ce disque.</translation>
    </message>
    <message>
        <source>Free some space, or save to another disk.</source>
        <translation>Libérez de la place, ou enregistrez sur un autre disque.</translation>
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
        <source>Gain</source>
        <translation>Gain</translation>
    </message>
    <message>
        <source>Gain in dB</source>
        <translation>Gain en dB</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Général</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Préparation…</translation>
    </message>
    <message>
        <source>Give the file a name.</source>
        <translation>Donnez un nom au fichier.</translation>
    </message>
    <message>
        <source>Give this model another name</source>
        <translation>Donner un autre nom à ce modèle</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Go on for longer, or give more photos; nothing was written.</source>
        <translation>Continuez plus longtemps, ou donnez plus de photos ; rien n’a été écrit.</translation>
    </message>
    <message>
        <source>Go on with it by --resume, or choose another name.</source>
        <translation>Continuez avec --resume, ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>Good photos</source>
        <translation>Bonnes photos</translation>
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
        <source>How this file was read</source>
        <translation>Comment ce fichier a été lu</translation>
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
        <source>If it lies on another disk, connect that; or choose another folder.</source>
        <translation>S’il est sur un autre disque, branchez-le ; ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>If the name is taken</source>
        <translation>Si le nom est pris</translation>
    </message>
    <message>
        <source>If you see noise, choose Remove noise above.</source>
        <translation>Si vous voyez du bruit, choisissez Enlever le bruit ci-dessus.</translation>
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
        <source>Install one with: pip install &apos;bbcu-restore[raw]&apos;, or export it as a TIFF.</source>
        <translation>Installez-en un avec&#xa0;: pip install &apos;bbcu-restore[raw]&apos;, ou exportez-le en TIFF.</translation>
    </message>
    <message>
        <source>Install one with: pip install &apos;bbcu-restore[{0}]&apos;, or export it as a PNG or JPEG.</source>
        <translation>Installez-en un avec&#xa0;: pip install &apos;bbcu-restore[{0}]&apos;, ou exportez-le en PNG ou JPEG.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Réinstallez le programme.</translation>
    </message>
    <message>
        <source>It can go on at the next start.</source>
        <translation>Cela peut continuer au prochain démarrage.</translation>
    </message>
    <message>
        <source>It cannot be measured in this picture</source>
        <translation>Il ne peut pas être mesuré dans cette image</translation>
    </message>
    <message>
        <source>It is among the models: choose it for a step of the plan, or compare it with its base under Models.</source>
        <translation>Il est parmi les modèles : choisissez-le pour une étape du plan, ou comparez-le à son modèle de départ sous Modèles.</translation>
    </message>
    <message>
        <source>It is damaged or made to do harm: get it again from where it came.</source>
        <translation>Il est abîmé ou conçu pour nuire&#xa0;: récupérez-le de nouveau depuis son origine.</translation>
    </message>
    <message>
        <source>It is {done} done; that would be lost.</source>
        <translation>C’est fait à {done}&#xa0;; cela serait perdu.</translation>
    </message>
    <message>
        <source>It needs about {memory} of memory, and {free} are free. Close other programs, or enlarge less.</source>
        <translation>Cela demande environ {memory} de mémoire, et {free} sont libres. Fermez d’autres programmes, ou agrandissez moins.</translation>
    </message>
    <message>
        <source>Its colours are wider than sRGB and are read as if they were not: they may look paler.</source>
        <translation>Ses couleurs dépassent le sRGB mais ont été lues comme telles&#xa0;: elles peuvent paraître plus pâles.</translation>
    </message>
    <message>
        <source>Its floating-point numbers were read as 16 bits, {0} as white.</source>
        <translation>Ses nombres à virgule flottante ont été lus sur 16 bits, {0} pour le blanc.</translation>
    </message>
    <message>
        <source>JPEG damage was found in {count} damaged pictures: quality about {number:.0f}.</source>
        <translation>Des dégâts JPEG ont été trouvés dans {count} images abîmées : qualité d’environ {number:.0f}.</translation>
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
        <source>Keep nothing of it</source>
        <translation>N’en rien garder</translation>
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
        <source>Learned</source>
        <translation>Appris</translation>
    </message>
    <message>
        <source>Learning needs PyTorch, which is not installed.</source>
        <translation>L’apprentissage a besoin de PyTorch, qui n’est pas installé.</translation>
    </message>
    <message>
        <source>Let it go on for a while.</source>
        <translation>Laissez-le continuer un moment.</translation>
    </message>
    <message>
        <source>Let the name end in {0}.</source>
        <translation>Terminez le nom par {0}.</translation>
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
        <source>Looking at the pictures…</source>
        <translation>Examen des images…</translation>
    </message>
    <message>
        <source>Looking at the pictures… {done} of {of}</source>
        <translation>Examen des images… {done} sur {of}</translation>
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
        <source>Much alike: {names}. Other subjects would teach it more.</source>
        <translation>Très semblables : {names}. D’autres sujets lui en apprendraient plus.</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name a folder of good photographs.</source>
        <translation>Nommez un dossier de bonnes photos.</translation>
    </message>
    <message>
        <source>Name a folder with pictures like those that you want to restore.</source>
        <translation>Nommez un dossier d’images semblables à celles que vous voulez restaurer.</translation>
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
        <source>No even place to measure the damage at: {names}.</source>
        <translation>Aucune zone unie où mesurer les dégâts : {names}.</translation>
    </message>
    <message>
        <source>No file can have this name. Choose a shorter one.</source>
        <translation>Aucun fichier ne peut porter ce nom. Choisissez-en un plus court.</translation>
    </message>
    <message>
        <source>Noise was measured in {count} damaged pictures: sigma about {number:.0f}.</source>
        <translation>Du bruit a été mesuré dans {count} images abîmées : sigma d’environ {number:.0f}.</translation>
    </message>
    <message>
        <source>Noise: cannot tell</source>
        <translation>Bruit&#xa0;: impossible à dire</translation>
    </message>
    <message>
        <source>Noise: cannot tell.</source>
        <translation>Bruit&#xa0;: impossible à dire.</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>Aucune</translation>
    </message>
    <message>
        <source>Not needed: what a camera does is taken</source>
        <translation>Pas nécessaire : on prend ce que fait un appareil photo</translation>
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
        <source>Not sharp: {names}. Sharp ones teach more.</source>
        <translation>Pas nettes : {names}. Les nettes en apprennent plus.</translation>
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
        <source>Nothing to be seen in them: {names}.</source>
        <translation>Rien à y voir : {names}.</translation>
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
        <source>Of its {0} bits per channel, 8 were read.</source>
        <translation>Sur ses {0} bits par canal, 8 ont été lus.</translation>
    </message>
    <message>
        <source>On general photographs: {gain}.</source>
        <translation>Sur des photos générales : {gain}.</translation>
    </message>
    <message>
        <source>On general photographs: {gain}. For those, better use {base}.</source>
        <translation>Sur des photos générales : {gain}. Pour celles-là, prenez plutôt {base}.</translation>
    </message>
    <message>
        <source>One pass over the picture</source>
        <translation>Un passage sur l’image</translation>
    </message>
    <message>
        <source>Only your own models can be removed.</source>
        <translation>Seuls vos propres modèles peuvent être retirés.</translation>
    </message>
    <message>
        <source>Only your own models can be renamed.</source>
        <translation>Seuls vos propres modèles peuvent être renommés.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open a JPEG, PNG, TIFF, WebP, AVIF or BMP picture.</source>
        <translation>Ouvrez une image JPEG, PNG, TIFF, WebP, AVIF ou BMP.</translation>
    </message>
    <message>
        <source>Open a picture first, to compare them on it</source>
        <translation>Ouvrez d’abord une image, pour les comparer dessus</translation>
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
        <source>Open the pictures inside it.</source>
        <translation>Ouvrez les images qu’il contient.</translation>
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
        <source>Or pairs</source>
        <translation>Ou des paires</translation>
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
        <source>Rename</source>
        <translation>Renommer</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
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
        <source>Report copied</source>
        <translation>Rapport copié</translation>
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
        <source>Retry, to use it as it is now.</source>
        <translation>Réessayez, pour l’utiliser tel qu’il est maintenant.</translation>
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
        <source>Run this command where you installed the program, and start it again:</source>
        <translation>Exécutez cette commande là où vous avez installé le programme, puis relancez-le :</translation>
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
        <source>Save it as a PNG or TIFF, or with 8 bits.</source>
        <translation>Enregistrez-la en PNG ou TIFF, ou sur 8 bits.</translation>
    </message>
    <message>
        <source>Save it as a PNG or TIFF.</source>
        <translation>Enregistrez-la en PNG ou TIFF.</translation>
    </message>
    <message>
        <source>Save it as a file first.</source>
        <translation>Enregistrez-le d’abord dans un fichier.</translation>
    </message>
    <message>
        <source>Save report</source>
        <translation>Enregistrer le rapport</translation>
    </message>
    <message>
        <source>Save this model as a file, to give it away</source>
        <translation>Enregistrer ce modèle dans un fichier, pour le donner</translation>
    </message>
    <message>
        <source>Save to another disk.</source>
        <translation>Enregistrez sur un autre disque.</translation>
    </message>
    <message>
        <source>Save to another folder or format.</source>
        <translation>Enregistrez dans un autre dossier ou format.</translation>
    </message>
    <message>
        <source>Save to another folder.</source>
        <translation>Enregistrez dans un autre dossier.</translation>
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
        <source>See both side by side on the open picture</source>
        <translation>Voir les deux côte à côte sur l’image ouverte</translation>
    </message>
    <message>
        <source>See what there is with: bbcu models.</source>
        <translation>Voyez ce qu’il y a avec&#xa0;: bbcu models.</translation>
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
        <source>Start</source>
        <translation>Démarrer</translation>
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
        <source>Stop and keep the best</source>
        <translation>Arrêter et garder le meilleur</translation>
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
        <source>System</source>
        <translation>Système</translation>
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
        <source>Teach another</source>
        <translation>En former un autre</translation>
    </message>
    <message>
        <source>Teach it your photos…</source>
        <translation>Lui apprendre vos photos…</translation>
    </message>
    <message>
        <source>Test set</source>
        <translation>Images de test</translation>
    </message>
    <message>
        <source>The camera&apos;s own preview, {0} x {1} pixels, not the raw data.</source>
        <translation>L’aperçu de l’appareil, {0} x {1} pixels, pas les données brutes.</translation>
    </message>
    <message>
        <source>The model file is damaged or of another version.</source>
        <translation>Le fichier du modèle est abîmé ou d’une autre version.</translation>
    </message>
    <message>
        <source>The model file is damaged.</source>
        <translation>Le fichier du modèle est abîmé.</translation>
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
        <source>The same picture as another: {names}.</source>
        <translation>La même image qu’une autre : {names}.</translation>
    </message>
    <message>
        <source>The settings have changed since this result. Run to renew it.</source>
        <translation>Les réglages ont changé depuis ce résultat. Relancez pour le renouveler.</translation>
    </message>
    <message>
        <source>The sizes of the two do not fit: {names}.</source>
        <translation>Les tailles des deux ne correspondent pas : {names}.</translation>
    </message>
    <message>
        <source>The two do not show the same, even when moved: {names}.</source>
        <translation>Les deux ne montrent pas la même chose, même décalées : {names}.</translation>
    </message>
    <message>
        <source>There are more than {count} files; those, spread over all, are used.</source>
        <translation>Il y a plus de {count} fichiers ; autant, répartis sur l’ensemble, sont utilisés.</translation>
    </message>
    <message>
        <source>There are only {count}. With 20 or more it learns to do well on others of the kind, too.</source>
        <translation>Il n’y en a que {count}. Avec 20 ou plus, il apprend à bien traiter aussi d’autres du même genre.</translation>
    </message>
    <message>
        <source>There is a model of this name.</source>
        <translation>Il y a déjà un modèle de ce nom.</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>Il n’y a pas d’image dans le presse-papiers.</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>Il n’y a pas assez de mémoire.</translation>
    </message>
    <message>
        <source>There is: {0}.</source>
        <translation>Il y a : {0}.</translation>
    </message>
    <message>
        <source>They are large: about {number:.1f} megapixels from the middle of each are used.</source>
        <translation>Elles sont grandes : environ {number:.1f} mégapixels du milieu de chacune sont utilisés.</translation>
    </message>
    <message>
        <source>They are of {count} different sizes. That does no harm.</source>
        <translation>Elles ont {count} tailles différentes. Cela ne gêne pas.</translation>
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
        <source>This is number {0} of the {1} pictures in this {2}.</source>
        <translation>C’est le numéro {0} des {1} images de {2}.</translation>
    </message>
    <message>
        <source>This is the original. Once it is replaced, nothing brings it back.</source>
        <translation>C’est l’original. Une fois remplacé, rien ne le fera revenir.</translation>
    </message>
    <message>
        <source>This is the {0} of the {1} pictures in this {2}.</source>
        <translation>C’est la {0} des {1} images de {2}.</translation>
    </message>
    <message>
        <source>This model</source>
        <translation>Ce modèle</translation>
    </message>
    <message>
        <source>This model did not learn from your own pictures, so there is no base to compare it with</source>
        <translation>Ce modèle n’a pas appris de vos propres images : il n’y a pas de modèle de départ auquel le comparer</translation>
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
        <source>Time</source>
        <translation>Durée</translation>
    </message>
    <message>
        <source>Too small, each side needs {number:.0f} pixels: {names}.</source>
        <translation>Trop petites, chaque côté doit avoir {number:.0f} pixels : {names}.</translation>
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
        <source>Try again.</source>
        <translation>Veuillez réessayer.</translation>
    </message>
    <message>
        <source>Try another backend or model.</source>
        <translation>Essayez un autre moteur de calcul ou modèle.</translation>
    </message>
    <message>
        <source>Try everything, and copy what came of it with all versions, to send it to the makers</source>
        <translation>Tout essayer et copier ce qui en ressort avec toutes les versions, pour l’envoyer aux auteurs</translation>
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
        <source>Trying everything…</source>
        <translation>Essai de tout…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler la dernière action</translation>
    </message>
    <message>
        <source>Use letters, digits, spaces and hyphens.</source>
        <translation>Utilisez des lettres, des chiffres, des espaces et des traits d’union.</translation>
    </message>
    <message>
        <source>Use setting {number}</source>
        <translation>Prendre le réglage {number}</translation>
    </message>
    <message>
        <source>Use this</source>
        <translation>Prendre celui-ci</translation>
    </message>
    <message>
        <source>Values that are no numbers became black.</source>
        <translation>Les valeurs qui ne sont pas des nombres sont devenues noires.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>Versions</translation>
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
        <source>What was saved is kept: go on with it.</source>
        <translation>Ce qui a été enregistré est gardé : continuez.</translation>
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
        <source>Without a partner: {names}.</source>
        <translation>Sans pendant : {names}.</translation>
    </message>
    <message>
        <source>Write it like longest:3000.</source>
        <translation>Écrivez-la comme longest:3000.</translation>
    </message>
    <message>
        <source>Write it like {0}.</source>
        <translation>Écrivez-le comme {0}.</translation>
    </message>
    <message>
        <source>Write it like {0}; name folders in the place for the folder.</source>
        <translation>Écrivez-le comme {0}&#xa0;; indiquez les dossiers à la place prévue.</translation>
    </message>
    <message>
        <source>X_lq beside X_hq, or folders lq and hq</source>
        <translation>X_lq à côté de X_hq, ou des dossiers lq et hq</translation>
    </message>
    <message>
        <source>Your photos</source>
        <translation>Vos photos</translation>
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
        <source>a folder has this name</source>
        <translation>un dossier porte ce nom</translation>
    </message>
    <message>
        <source>a model cannot be called {0}</source>
        <translation>un modèle ne peut pas s’appeler {0}</translation>
    </message>
    <message>
        <source>a pipe or a device has this name</source>
        <translation>un tube ou un périphérique porte ce nom</translation>
    </message>
    <message>
        <source>a run called {0} has begun already</source>
        <translation>un apprentissage appelé {0} a déjà commencé</translation>
    </message>
    <message>
        <source>about {size}</source>
        <translation>environ {size}</translation>
    </message>
    <message>
        <source>animation</source>
        <translation>cette animation</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>demandé</translation>
    </message>
    <message>
        <source>best so far {own} on held-out pictures, {general} on general ones</source>
        <translation>au mieux {own} sur les images mises de côté, {general} sur des images générales</translation>
    </message>
    <message>
        <source>camera raw</source>
        <translation>raw d’appareil photo</translation>
    </message>
    <message>
        <source>enlarge</source>
        <translation>agrandir</translation>
    </message>
    <message>
        <source>fastest here</source>
        <translation>le plus rapide ici</translation>
    </message>
    <message>
        <source>file</source>
        <translation>ce fichier</translation>
    </message>
    <message>
        <source>first</source>
        <translation>première</translation>
    </message>
    <message>
        <source>floating-point</source>
        <translation>à virgule flottante</translation>
    </message>
    <message>
        <source>from source</source>
        <translation>depuis les sources</translation>
    </message>
    <message>
        <source>general</source>
        <translation>général</translation>
    </message>
    <message>
        <source>grey</source>
        <translation>gris</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>mises de côté</translation>
    </message>
    <message>
        <source>how much larger</source>
        <translation>combien de fois plus grand</translation>
    </message>
    <message>
        <source>it cannot be copied to the folder of your models</source>
        <translation>il ne peut être copié dans le dossier de vos modèles</translation>
    </message>
    <message>
        <source>it cannot be developed: its kind is not known, or it is damaged</source>
        <translation>il ne peut être développé&#xa0;: son genre est inconnu, ou il est abîmé</translation>
    </message>
    <message>
        <source>it cannot be read ({0})</source>
        <translation>il ne peut être lu ({0})</translation>
    </message>
    <message>
        <source>it cannot be removed</source>
        <translation>il ne peut être retiré</translation>
    </message>
    <message>
        <source>it cannot be renamed</source>
        <translation>il ne peut pas être renommé</translation>
    </message>
    <message>
        <source>it could not be written ({0})</source>
        <translation>il n’a pas pu être écrit ({0})</translation>
    </message>
    <message>
        <source>it has changed since it was queued</source>
        <translation>il a changé depuis sa mise en file</translation>
    </message>
    <message>
        <source>it has {0} picture, and number {1} is wanted</source>
        <translation>il contient {0} image, et la numéro {1} est demandée</translation>
    </message>
    <message>
        <source>it has {0} pictures, and number {1} is wanted</source>
        <translation>il contient {0} images, et la numéro {1} est demandée</translation>
    </message>
    <message>
        <source>it holds 32-bit floating-point numbers</source>
        <translation>il contient des nombres à virgule flottante de 32 bits</translation>
    </message>
    <message>
        <source>it holds 32-bit whole numbers</source>
        <translation>il contient des nombres entiers de 32 bits</translation>
    </message>
    <message>
        <source>it holds no preview, and a developer for raw data is not installed</source>
        <translation>il ne contient pas d’aperçu, et aucun développement de données brutes n’est installé</translation>
    </message>
    <message>
        <source>it holds {0}-bit {1} numbers</source>
        <translation>il contient des nombres {1} de {0} bits</translation>
    </message>
    <message>
        <source>it is a BigTIFF in Motorola&apos;s byte order, which is only supported at 16 bits</source>
        <translation>c’est un BigTIFF dans l’ordre d’octets de Motorola, pris en charge à 16 bits seulement</translation>
    </message>
    <message>
        <source>it is a film, which is not supported</source>
        <translation>c’est un film, ce qui n’est pas pris en charge</translation>
    </message>
    <message>
        <source>it is a folder, not a picture</source>
        <translation>c’est un dossier, pas une image</translation>
    </message>
    <message>
        <source>it is a link that leads in a circle</source>
        <translation>c’est un lien qui tourne en rond</translation>
    </message>
    <message>
        <source>it is a link that leads nowhere</source>
        <translation>c’est un lien qui ne mène nulle part</translation>
    </message>
    <message>
        <source>it is cut off: the end of the file is missing</source>
        <translation>il est tronqué&#xa0;: la fin du fichier manque</translation>
    </message>
    <message>
        <source>it is damaged and cannot be read as {0}</source>
        <translation>il est abîmé et ne peut être lu comme {0}</translation>
    </message>
    <message>
        <source>it is damaged: parts of the picture are missing</source>
        <translation>il est abîmé&#xa0;: des parties de l’image manquent</translation>
    </message>
    <message>
        <source>it is declared as {0} x {1} pixels, more than a file of {2} bytes can hold</source>
        <translation>il se déclare de {0} x {1} pixels, plus que ne peut en contenir un fichier de {2} octets</translation>
    </message>
    <message>
        <source>it is declared as {0} x {1} pixels, more than the {2} megapixels this program opens</source>
        <translation>il se déclare de {0} x {1} pixels, plus que les {2} mégapixels que ce programme ouvre</translation>
    </message>
    <message>
        <source>it is declared as {0} x {1} pixels, which needs {2} GB of memory, and {3} GB are free</source>
        <translation>il se déclare de {0} x {1} pixels, ce qui demande {2} Go de mémoire, et {3} Go sont libres</translation>
    </message>
    <message>
        <source>it is no file</source>
        <translation>ce n’est pas un fichier</translation>
    </message>
    <message>
        <source>it is no file but a pipe or a device</source>
        <translation>ce n’est pas un fichier mais un tube ou un périphérique</translation>
    </message>
    <message>
        <source>it is not a model file, or it cannot be read</source>
        <translation>ce n’est pas un fichier de modèle, ou il est illisible</translation>
    </message>
    <message>
        <source>it is not a model of this program</source>
        <translation>ce n’est pas un modèle de ce programme</translation>
    </message>
    <message>
        <source>it is not a picture</source>
        <translation>ce n’est pas une image</translation>
    </message>
    <message>
        <source>it is too large to be a one-bit model</source>
        <translation>il est trop gros pour un modèle à un bit</translation>
    </message>
    <message>
        <source>it is {0}, and a decoder for that is not installed</source>
        <translation>c’est du {0}, et aucun décodeur n’est installé pour cela</translation>
    </message>
    <message>
        <source>it needs about {0} of memory, and {1} are free</source>
        <translation>cela demande environ {0} de mémoire, et {1} sont libres</translation>
    </message>
    <message>
        <source>it ships with the program</source>
        <translation>il est fourni avec le programme</translation>
    </message>
    <message>
        <source>its compression ({0}) is not supported at 16 bits and more</source>
        <translation>sa compression ({0}) n’est pas prise en charge à 16 bits et plus</translation>
    </message>
    <message>
        <source>its compression ({0}) is only supported in the first picture</source>
        <translation>sa compression ({0}) n’est prise en charge que pour la première image</translation>
    </message>
    <message>
        <source>its folder does not exist</source>
        <translation>son dossier n’existe pas</translation>
    </message>
    <message>
        <source>its kind of colour ({0}) is not supported</source>
        <translation>son type de couleur ({0}) n’est pas pris en charge</translation>
    </message>
    <message>
        <source>its kind of colour is not supported at {0} bits</source>
        <translation>son type de couleur n’est pas pris en charge à {0} bits</translation>
    </message>
    <message>
        <source>learning could not be started</source>
        <translation>l’apprentissage n’a pas pu démarrer</translation>
    </message>
    <message>
        <source>learning ended without a word</source>
        <translation>l’apprentissage s’est terminé sans un mot</translation>
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
        <source>my photos</source>
        <translation>mes photos</translation>
    </message>
    <message>
        <source>name of the original</source>
        <translation>nom de l’original</translation>
    </message>
    <message>
        <source>no damage can be measured in the damaged pictures</source>
        <translation>aucun dégât ne peut être mesuré dans les images abîmées</translation>
    </message>
    <message>
        <source>no model is called {0}</source>
        <translation>aucun modèle ne s’appelle {0}</translation>
    </message>
    <message>
        <source>no noise can be measured in the damaged pictures</source>
        <translation>aucun bruit ne peut être mesuré dans les images abîmées</translation>
    </message>
    <message>
        <source>no photo can be learned from, but {0} are needed</source>
        <translation>aucune photo ne permet d’apprendre, or il en faut {0}</translation>
    </message>
    <message>
        <source>no run called {0} has begun</source>
        <translation>aucun apprentissage appelé {0} n’a commencé</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>none of the damaged pictures can be read</source>
        <translation>aucune des images abîmées n’est lisible</translation>
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
        <source>nothing has been measured yet that could be kept</source>
        <translation>rien n’a encore été mesuré qui puisse être gardé</translation>
    </message>
    <message>
        <source>only {0} photo{1} can be learned from, but {2} are needed</source>
        <translation>seulement {0} photo{1} permettent d’apprendre, or il en faut {2}</translation>
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
        <source>perhaps a little noise</source>
        <translation>peut-être un peu de bruit</translation>
    </message>
    <message>
        <source>perhaps {what}</source>
        <translation>peut-être {what}</translation>
    </message>
    <message>
        <source>pictures cannot be saved as {0}</source>
        <translation>les images ne peuvent être enregistrées en {0}</translation>
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
        <source>second</source>
        <translation>deuxième</translation>
    </message>
    <message>
        <source>sigma {level}</source>
        <translation>sigma {level}</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>signés</translation>
    </message>
    <message>
        <source>step {number}</source>
        <translation>étape {number}</translation>
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
        <source>the disk does not take a file this large</source>
        <translation>le disque n’accepte pas un fichier aussi gros</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>le disque est plein</translation>
    </message>
    <message>
        <source>the fast kernels are still being compiled</source>
        <translation>la voie rapide est encore en cours de compilation</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>le fichier est vide</translation>
    </message>
    <message>
        <source>the model cannot be written: {0}</source>
        <translation>le modèle ne peut pas être écrit : {0}</translation>
    </message>
    <message>
        <source>the model {0} enlarges by {1}, not by {2}</source>
        <translation>le modèle {0} agrandit {1} fois, pas {2} fois</translation>
    </message>
    <message>
        <source>the model {0} is for {1}, not {2}</source>
        <translation>le modèle {0} sert à {1}, pas à {2}</translation>
    </message>
    <message>
        <source>the model&apos;s card is damaged</source>
        <translation>la fiche du modèle est abîmée</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>le nom est trop long</translation>
    </message>
    <message>
        <source>the name says {0} and the format chosen is {1}</source>
        <translation>le nom dit {0} et le format choisi est {1}</translation>
    </message>
    <message>
        <source>the network gave values that are not numbers</source>
        <translation>le réseau a donné des valeurs qui ne sont pas des nombres</translation>
    </message>
    <message>
        <source>the part {0} holds numbers out of range</source>
        <translation>la partie {0} contient des nombres hors limites</translation>
    </message>
    <message>
        <source>the part {0} is missing or unexpected</source>
        <translation>la partie {0} manque ou n’est pas attendue</translation>
    </message>
    <message>
        <source>the part {0} is of the type {1}</source>
        <translation>la partie {0} est du type {1}</translation>
    </message>
    <message>
        <source>the part {0} is {1} {2}, not {3} {4}</source>
        <translation>la partie {0} est {1} {2}, pas {3} {4}</translation>
    </message>
    <message>
        <source>the photos are all alike, so that nothing could be said about others</source>
        <translation>les photos se ressemblent toutes, si bien que rien ne pourrait être dit des autres</translation>
    </message>
    <message>
        <source>the picture from the clipboard</source>
        <translation>l’image du presse-papiers</translation>
    </message>
    <message>
        <source>the pictures cannot be kept for this run: {0}</source>
        <translation>les images ne peuvent pas être gardées pour cet apprentissage : {0}</translation>
    </message>
    <message>
        <source>the pictures of this run cannot be read any more</source>
        <translation>les images de cet apprentissage ne sont plus lisibles</translation>
    </message>
    <message>
        <source>the run cannot be written down: {0}</source>
        <translation>l’apprentissage ne peut pas être noté : {0}</translation>
    </message>
    <message>
        <source>the run did not finish</source>
        <translation>le traitement ne s’est pas terminé</translation>
    </message>
    <message>
        <source>the {0} backend cannot run here: {1}</source>
        <translation>le moteur {0} ne peut fonctionner ici&#xa0;: {1}</translation>
    </message>
    <message>
        <source>there are no pictures to learn from</source>
        <translation>il n’y a pas d’images pour apprendre</translation>
    </message>
    <message>
        <source>there is a model called {0} already</source>
        <translation>il y a déjà un modèle appelé {0}</translation>
    </message>
    <message>
        <source>there is no backend called {0}</source>
        <translation>aucun moteur ne s’appelle {0}</translation>
    </message>
    <message>
        <source>there is no model for this</source>
        <translation>il n’y a pas de modèle pour cela</translation>
    </message>
    <message>
        <source>there is no model for {0}</source>
        <translation>il n’y a pas de modèle pour {0}</translation>
    </message>
    <message>
        <source>there is no picture in this folder</source>
        <translation>il n’y a pas d’image dans ce dossier</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>ce fichier n’existe pas</translation>
    </message>
    <message>
        <source>there is not enough memory</source>
        <translation>il n’y a pas assez de mémoire</translation>
    </message>
    <message>
        <source>there is not enough memory to go on learning</source>
        <translation>il n’y a pas assez de mémoire pour continuer d’apprendre</translation>
    </message>
    <message>
        <source>there is not enough memory to open it</source>
        <translation>il n’y a pas assez de mémoire pour l’ouvrir</translation>
    </message>
    <message>
        <source>there is not enough memory to save it</source>
        <translation>il n’y a pas assez de mémoire pour l’enregistrer</translation>
    </message>
    <message>
        <source>there is only a model that enlarges by {0}, not by {1}</source>
        <translation>il n’y a qu’un modèle qui agrandit {0} fois, pas {1} fois</translation>
    </message>
    <message>
        <source>third</source>
        <translation>troisième</translation>
    </message>
    <message>
        <source>this file exists already</source>
        <translation>ce fichier existe déjà</translation>
    </message>
    <message>
        <source>this file is read-only</source>
        <translation>ce fichier est protégé en écriture</translation>
    </message>
    <message>
        <source>this file may not be read</source>
        <translation>la lecture de ce fichier n’est pas permise</translation>
    </message>
    <message>
        <source>this folder cannot be made: {0}</source>
        <translation>ce dossier ne peut être créé&#xa0;: {0}</translation>
    </message>
    <message>
        <source>this folder cannot be read: {0}</source>
        <translation>ce dossier n’est pas lisible : {0}</translation>
    </message>
    <message>
        <source>this folder is not there</source>
        <translation>ce dossier n’est pas là</translation>
    </message>
    <message>
        <source>this folder may not be written to</source>
        <translation>l’écriture dans ce dossier n’est pas permise</translation>
    </message>
    <message>
        <source>under 1 s</source>
        <translation>moins de 1 s</translation>
    </message>
    <message>
        <source>what was done</source>
        <translation>ce qui a été fait</translation>
    </message>
    <message>
        <source>what was learned restores your pictures no better than {0} does</source>
        <translation>ce qui a été appris ne restaure pas mieux vos images que {0}</translation>
    </message>
    <message>
        <source>what was to be learned cannot be read any more</source>
        <translation>ce qui devait être appris n’est plus lisible</translation>
    </message>
    <message>
        <source>whole</source>
        <translation>entiers</translation>
    </message>
    <message>
        <source>{0} The raw data cannot be developed here.</source>
        <translation>{0} Les données brutes ne peuvent être développées ici.</translation>
    </message>
    <message>
        <source>{0} cannot be written here: its encoder is not installed</source>
        <translation>le {0} ne peut être écrit ici&#xa0;: son encodeur n’est pas installé</translation>
    </message>
    <message>
        <source>{0} cannot run: {1}</source>
        <translation>{0} ne peut fonctionner&#xa0;: {1}</translation>
    </message>
    <message>
        <source>{0} does not hold 16 bits</source>
        <translation>le {0} ne peut contenir 16 bits</translation>
    </message>
    <message>
        <source>{0} holds at most {1} pixels per side, this picture has {2}</source>
        <translation>le {0} contient au plus {1} pixels par côté, cette image en a {2}</translation>
    </message>
    <message>
        <source>{0} minutes cannot be trained for</source>
        <translation>on ne peut pas apprendre pendant {0} minutes</translation>
    </message>
    <message>
        <source>{0} of its values lay below black or beyond white and were cut off.</source>
        <translation>{0} de ses valeurs étaient sous le noir ou au-delà du blanc et ont été coupées.</translation>
    </message>
    <message>
        <source>{0} pairs can be learned from, but {1} are needed</source>
        <translation>{0} paires permettent d’apprendre, or il en faut {1}</translation>
    </message>
    <message>
        <source>{0} restores brightness alone and cannot learn from colour photographs</source>
        <translation>{0} ne restaure que la luminosité et ne peut pas apprendre de photos en couleurs</translation>
    </message>
    <message>
        <source>{0}: it failed unexpectedly ({1}). Try again, and report this if it goes on.</source>
        <translation>{0}&#xa0;: échec inattendu ({1}). Réessayez, et signalez-le si cela continue.</translation>
    </message>
    <message>
        <source>{0}: it needs nothing, and was copied unchanged.</source>
        <translation>{0}&#xa0;: elle n’a besoin de rien, et a été copiée telle quelle.</translation>
    </message>
    <message>
        <source>{0}: it needs nothing, and was only saved as you asked.</source>
        <translation>{0}&#xa0;: elle n’a besoin de rien, et a seulement été enregistrée comme demandé.</translation>
    </message>
    <message>
        <source>{0}: there is not enough memory. Close other programs, or restore a smaller copy.</source>
        <translation>{0}&#xa0;: il n’y a pas assez de mémoire. Fermez d’autres programmes, ou restaurez une copie plus petite.</translation>
    </message>
    <message>
        <source>{0}: there is {1} already.</source>
        <translation>{0}&#xa0;: {1} existe déjà.</translation>
    </message>
    <message>
        <source>{0}: whether there is noise cannot be told, so it was copied unchanged.</source>
        <translation>{0}&#xa0;: impossible de dire s’il y a du bruit&#xa0;; l’image a été copiée telle quelle.</translation>
    </message>
    <message>
        <source>{0}: whether there is noise cannot be told, so it was only saved as you asked.</source>
        <translation>{0}&#xa0;: impossible de dire s’il y a du bruit&#xa0;; l’image a seulement été enregistrée comme demandé.</translation>
    </message>
    <message numerus="yes">
        <source>{bad} of %n file(s) could not be opened.</source>
        <translation>
            <numerusform>{bad} fichier sur %n n’a pas pu être ouvert.</numerusform>
            <numerusform>{bad} fichiers sur %n n’ont pas pu être ouverts.</numerusform>
        </translation>
    </message>
    <message>
        <source>{base}, which it began with, is not here any more</source>
        <translation>{base}, avec lequel il a commencé, n’est plus là</translation>
    </message>
    <message>
        <source>{bits} bit</source>
        <translation>{bits} bits</translation>
    </message>
    <message>
        <source>{count} done</source>
        <translation>terminé&#xa0;: {count}</translation>
    </message>
    <message>
        <source>{count} failed</source>
        <translation>{count} en échec</translation>
    </message>
    <message>
        <source>{count} not saved yet</source>
        <translation>{count} à enregistrer</translation>
    </message>
    <message>
        <source>{count} pairs can be learned from, {number:.1f} megapixels.</source>
        <translation>{count} paires permettent d’apprendre, {number:.1f} mégapixels.</translation>
    </message>
    <message>
        <source>{count} photos can be learned from, {number:.1f} megapixels.</source>
        <translation>{count} photos permettent d’apprendre, {number:.1f} mégapixels.</translation>
    </message>
    <message>
        <source>{count} skipped</source>
        <translation>ignoré&#xa0;: {count}</translation>
    </message>
    <message>
        <source>{count} stopped</source>
        <translation>arrêté&#xa0;: {count}</translation>
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
        <source>{name} has not learned to its end.</source>
        <translation>{name} n’a pas fini d’apprendre.</translation>
    </message>
    <message>
        <source>{name} is being packed</source>
        <translation>{name} est en cours d’empaquetage</translation>
    </message>
    <message>
        <source>{name} is learning</source>
        <translation>{name} apprend</translation>
    </message>
    <message>
        <source>{name} stands for the name of the original.</source>
        <translation>{name} représente le nom de l’original.</translation>
    </message>
    <message>
        <source>{name} waits</source>
        <translation>{name} attend</translation>
    </message>
    <message>
        <source>{name}, page {page}</source>
        <translation>{name}, page {page}</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}&#xa0;: {value}</translation>
    </message>
    <message>
        <source>{one} and {other}</source>
        <translation>{one} et {other}</translation>
    </message>
    <message>
        <source>{own} over {base} on pictures of yours that it did not learn from.</source>
        <translation>{own} par rapport à {base} sur des images à vous dont il n’a pas appris.</translation>
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
        <source>{size} KB</source>
        <translation>{size}&#xa0;Ko</translation>
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
