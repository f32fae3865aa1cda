"""Lesson 00 in German, shorter than the original: what a translator changes, and nothing else. Not a test module.

TEXTS has a text for a cell by its id, PREDICTION what a guess offers and what to say then; the tags stay. A cell that
isn't here keeps its English text.
"""

import copy

import nbformat

TEXTS = {
    "cell-00": """# 00 · Hier geht es los: Was ist das Subjekt?

**Warum das wichtig ist.** Um das richtige Wort in eine Lücke zu setzen, muss ein Netz wissen, welches frühere Wort \
entscheidet. Ob es das *lernt*, hängt von einem Signal ab, das dorthin zurückfinden muss: einem Gradienten.

**Danach kannst du**
- kurze und lange Abhängigkeiten unterscheiden;
- ausrechnen, was von einem Signal nach vielen Schritten bleibt.

**Du brauchst** Potenzen, Logarithmen, Ableitungen, etwas Python · **Zeit** 20 Minuten im Unterricht, 30 für die \
Aufgaben · **Weiter** [01 Wächst ein Gradient wie $a^n$?](01_scalar_chain.ipynb)""",
    "cell-00b": "Ist alles da? Klicke in die nächste Zelle und drücke Umschalt+Eingabe.",
    "cell-03": """## 1 · Ein Rätsel

> Der Autor der Bücher ___ hier.

*ist* oder *sind*? Du sagst *ist*, ohne nachzudenken. Ein Programm sieht ein Wort nach dem anderen, und direkt vor der \
Lücke steht ein Plural. Wie weit zurück steht das Wort, das entscheidet?""",
    "cell-05": """Im ersten Satz steht es direkt davor: eine **kurze Abhängigkeit**. Im letzten steht es acht Schritte \
zurück: eine **lange Abhängigkeit**. Wie gut ist die Regel „das nächste Nomen entscheidet“?""",
    "cell-07": "So oft trifft auch eine Münze. In echten Texten passt das nächste Nomen oft zufällig.",
    "cell-n09a": """## 2 · Der Weg zurück

Ein **rekurrentes Netz** liest eine Folge Element für Element und merkt sich dabei einige Zahlen, seinen **Zustand**. \
Jeder Schritt gibt einen Anteil $r$ des Gradienten weiter. Nach $n$ Schritten bleibt $r^n$:""",
    "cell-09": """**Erst raten.** Wenn jeder Schritt 60 % des Gradienten weitergibt, wie viel kommt von der Lücke bis \
zum Subjekt zurück, sieben Schritte?

- **A** etwa die Hälfte
- **B** etwa ein Zehntel
- **C** weniger als ein Dreißigstel""",
    "cell-12": """**Was man sah.** Der Strom ist so breit wie der Gradient. Bei $r = 0.6$ bekommt das nächste Nomen \
0,6 und das Subjekt 0,028: Das falsche Wort bekommt am meisten ab. So ein Gradient **verschwindet**; einer, \
der über die Ufer tritt, **explodiert**.""",
    "cell-n13a": """## 3 · Der Weg nach vorn: dieselbe Zahl

Jetzt vorwärts. Stoße den Zustand am Anfang ein wenig an und sieh nach, was am Ende davon übrig ist.""",
    "cell-n15a": """Kein Zufall. Beides ist die Ableitung $\\partial h_T/\\partial h_0$ des letzten Zustands nach dem \
ersten. Aber ein Lichtschalter behält *an* oder *aus* über Jahre, und er tut es, indem er kleine Stöße schluckt.""",
    "cell-n16b": """> ### Oft gehört, nicht ganz richtig
> *„Verschwindende Gradienten heißen, dass das Netz vergisst.“*
>
> Zwei Fragen: Kann ein Netz etwas **behalten**? Kommt der **Gradient** zurück, so dass es *lernt*, es zu behalten?""",
    "cell-n17b": "> *„Das haben nur rekurrente Netze.“*\n>\n> Es ist eine Frage der Tiefe.",
    "cell-13": "In einem Netz ist der Anteil $r$ keine Konstante, sondern ein Produkt aus Gewichten und Steigungen.",
    "cell-n18a": """### Wie man die Bilder liest

Ein farbiger Endpunkt sagt, was aus einem Gradienten wurde: **blau** (▼) verschwunden, **zinnober** (▲) explodiert, \
**grün** (●) angekommen.""",
    "cell-n19a": "## Aufgaben\n\nErsetze die Zeile mit `raise NotImplementedError` und führe die Prüfung darunter aus.",
    "cell-n19b": """**0.1 · Mit Bleistift: zwei Arten, etwas zu behalten.** Ein Zustand wird in jedem Schritt \
halbiert. Zwei Läufe beginnen bei 8 und 12. Wie weit sind sie nach drei Schritten auseinander?""",
    "cell-n19c": "<details><summary>Antwort</summary>Bei 1 und 1,5, also 0,5.</details>",
    "cell-n20a": """**0.2 · Jeder Schritt hat seinen Anteil.** `shares[k]` gibt der Schritt von Wort $k+1$ zu Wort $k$ \
weiter. Was bleibt vom Wort `verb` bis zum Wort `subject`?""",
    "cell-n21a": """<details><summary>Erster Tipp</summary>Von Wort 4 zu Wort 1 sind es drei Schritte.</details>
<details><summary>Zweiter Tipp</summary>Multipliziere alle Anteile auf dem Weg.</details>""",
    "cell-16": "**0.3 · Wie weit zurück?** Nach wie vielen Schritten ist noch mindestens `least` da?",
    "cell-n25a": """<details><summary>Erster Tipp</summary>Nimm auf beiden Seiten den Logarithmus.</details>
<details><summary>Zweiter Tipp</summary>Eine ganze Zahl, und nicht größer als der Quotient.</details>""",
    "cell-n27a": "**0.4 · Entwirf ein Netz.** Welcher kleinste und welcher größte Anteil geht für `n` Schritte?",
    "cell-n27b": """<details><summary>Erster Tipp</summary>Nur `n` Schritte zählen.</details>
<details><summary>Zweiter Tipp</summary>Ziehe die n-te Wurzel.</details>""",
    "cell-19": "Lösungen: [`solutions/lesson_00.py`](solutions/lesson_00.py).",
    "cell-n29a": """## Zusammenfassung
1. Was ein Wort entscheidet, kann weit zurück stehen; das nächste Wort ist oft das falsche.
2. Der Gradient geht Schritt für Schritt zurück, und jeder Schritt multipliziert ihn.""",
    "cell-n30f": "## Zum Weiterlesen: Karte und Zeichen\n\nDie Fragen der Lektionen und die Zeichen der Formeln.",
    "cell-n31a": """<details><summary><b>Für Lehrkräfte</b></summary>

**Minuten** 5 für das Rätsel, 10 für Bild 0.1 mit Abstimmung davor.
**Wenn es klemmt** Viele raten ein Zehntel: Lass sie halbieren.
**Frage** Wie behältst *du* das Subjekt über zwanzig Wörter: mit einem Schalter oder mit einer Zahl, die verblasst?
</details>""",
}
PREDICTION = {
    "options": {"A": "etwa die Hälfte", "B": "etwa ein Zehntel", "C": "weniger als ein Dreißigstel"},
    "key": "C",
    "wrong": "B",
    "say": "Zähle die Schritte: Drei lassen 0,22 übrig, sieben nur 0,028.",
}
CODE = {'"Figure 0.1"': '"Bild 0.1"'}


def translated(notebook):
    """A copy of lesson 00 with German texts and the same tags."""
    notebook = copy.deepcopy(notebook)
    for cell in notebook.cells:
        cell.source = TEXTS.get(cell.id, cell.source)
        if cell.cell_type == "code":
            for english, german in CODE.items():
                cell.source = cell.source.replace(english, german)
        if told := cell.metadata.get("prediction"):
            told.update(PREDICTION)
    return notebook


if __name__ == "__main__":
    import sys

    nbformat.write(translated(nbformat.read(sys.argv[1], as_version=4)), sys.argv[1])
