<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name></name>
    <message numerus="yes">
        <source>%n core(s)</source>
        <translation>
            <numerusform>%n core</numerusform>
            <numerusform>%n cores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s)</source>
        <translation>
            <numerusform>%n picture</numerusform>
            <numerusform>%n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) are still waiting from the last time.</source>
        <translation>
            <numerusform>%n picture is still waiting from the last time.</numerusform>
            <numerusform>%n pictures are still waiting from the last time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) restored and saved.</source>
        <translation>
            <numerusform>%n picture restored and saved.</numerusform>
            <numerusform>%n pictures restored and saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n restored picture(s) have not been saved.</source>
        <translation>
            <numerusform>%n restored picture has not been saved.</numerusform>
            <numerusform>%n restored pictures have not been saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %n picture(s)</source>
        <translation>
            <numerusform>Run %n picture</numerusform>
            <numerusform>Run %n pictures</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The queue is still running: %n picture(s) are not done.</source>
        <translation>
            <numerusform>The queue is still running: %n picture is not done.</numerusform>
            <numerusform>The queue is still running: %n pictures are not done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This file holds %n picture(s); the first one is shown.</source>
        <translation>
            <numerusform>This file holds %n picture; it is shown.</numerusform>
            <numerusform>This file holds %n pictures; the first one is shown.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{bad} of %n file(s) could not be opened.</source>
        <translation>
            <numerusform>{bad} of %n file could not be opened.</numerusform>
            <numerusform>{bad} of %n files could not be opened.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{done} of %n picture(s) done</source>
        <translation>
            <numerusform>{done} of %n picture done</numerusform>
            <numerusform>{done} of %n pictures done</numerusform>
        </translation>
    </message>
</context>
</TS>
