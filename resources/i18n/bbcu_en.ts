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
        <source>%n restored picture(s) have not been saved.</source>
        <translation>
            <numerusform>%n restored picture has not been saved.</numerusform>
            <numerusform>%n restored pictures have not been saved.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{bad} of %n file(s) could not be opened.</source>
        <translation>
            <numerusform>{bad} of %n file could not be opened.</numerusform>
            <numerusform>{bad} of %n files could not be opened.</numerusform>
        </translation>
    </message>
</context>
</TS>
