"""What the recogniser of printed lines tells apart: shapes. Letters that several scripts draw alike are one class.

Run as a program it writes the alphabet for the server: one class a line, the Latin form first.
"""

DIGITS = "0123456789"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
PUNCTUATION = " .,:;-/'\"()<>*#&+°?!%=@№|"
# The Latin letters with marks of ICAO 9303-3 §6 A, capital and small, and what stands in Romanian since 2007.
MARKED = (
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĮİĴĶĹĻĽŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽȘȚ"
    "ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿāăąćĉċčďđēĕėęěĝğġģĥħĩīįıĵķĺļľłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷźżžșț"
)
CYRILLIC = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЃЄЅІЇЈЉЊЋЌЎЏҐ" + "абвгдеёжзийклмнопрстуфхцчшщъыьэюяђѓєѕіїјљњћќўџґ"
GREEK = "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈΉΊΌΎΏΪΫ" + "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"

ALIKE = {
    # Cyrillic and Greek letters drawn as a Latin one is.
    **dict(zip("АВЕКМНОРСТХЅІЈЁЇ", "ABEKMHOPCTXSIJËÏ")),
    **dict(zip("аеорсухѕіјёї", "aeopcyxsijëï")),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΪΫ", "ABEZHIKMNOPTYXÏŸ")),
    **dict(zip("ο", "o")),
    # Cedilla and comma below: which of them a font draws is no matter of spelling.
    **dict(zip("ŞŢşţ", "ȘȚșț")),
    # The Icelandic and the Croatian letter are drawn alike as capitals.
    "Đ": "Ð",
    "Γ": "Г",
    "Π": "П",
    "Φ": "Ф",
}


def shape(character):
    return ALIKE.get(character, character)


SHAPES = sorted({shape(c) for c in DIGITS + LATIN + PUNCTUATION + MARKED + CYRILLIC + GREEK}, key=ord)
CLASSES = 1 + len(SHAPES)
CLASS_OF = {c: 1 + i for i, c in enumerate(SHAPES)}

if __name__ == "__main__":
    print("\n".join(SHAPES))
