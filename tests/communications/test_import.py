"""Pieces from a spreadsheet: all of them or none, each error at its row, taken back whole."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from emra.accounts.models import Role
from emra.communications import actions, import_actions, sheets
from emra.communications.models import ContentItem, ImportBatch
from emra.lib.errors import Conflict, DomainError, Forbidden, Unknown

pytestmark = pytest.mark.django_db
HEADER = "Fecha,Título,Canal,Formato,Contenido,Campaña,Objetivo,Texto"
GOOD = "12-05-2026,Qué es la EMRA,Redes sociales,Publicaciones,Información educativa,1,OE1,Hola"


@pytest.fixture
def read(strategy, secretary):
    def make(*lines: str, header: str = HEADER, name: str = "piezas.csv") -> ImportBatch:
        content = "\n".join([header, *lines]).encode()
        return import_actions.receive(upload=SimpleUploadedFile(name, content), by=secretary)

    return make


def test_a_confirmed_spreadsheet_makes_ideas_and_its_undo_leaves_nothing(read, secretary):
    batch = read(GOOD, ",Una idea sin fecha,sitio-web,,actualidad,,,")
    assert ContentItem.objects.count() == 0
    import_actions.confirm_import(batch=batch.pk, by=secretary)
    dated, undated = ContentItem.objects.order_by("id")
    assert (dated.state, dated.scheduled_on, dated.channel_id) == (
        "IDEA",
        date(2026, 5, 12),
        "redes-sociales",
    )
    assert (dated.format_id, dated.campaign_id, dated.objective_id) == ("publicacion", 1, "OE1")
    assert undated.scheduled_on is None
    import_actions.undo_import(batch=batch.pk, by=secretary)
    assert ContentItem.objects.count() == 0
    assert ImportBatch.objects.get().state == "UNDONE"


@pytest.mark.parametrize(
    ("line", "column", "said"),
    [
        (GOOD.replace("Qué es la EMRA", ""), "Título", "Falta el título"),
        (GOOD.replace("Redes sociales", ""), "Canal", "Falta «Canal»"),
        (GOOD.replace("Redes sociales", "TikTak"), "Canal", "«TikTak» no está en el plan"),
        (GOOD.replace("Publicaciones", "Artículos periodísticos"), "Formato", "no es de ese canal"),
        (GOOD.replace("12-05-2026", "31-02-2026"), "Fecha", "«31-02-2026» no es una fecha"),
        (GOOD.replace("12-05-2026", "12-05-1926"), "Fecha", "entre 2023 y 2050"),
        (GOOD.replace(",1,", ",8,"), "Campaña", "«8» no está en el plan"),
        (GOOD.replace("OE1", "OE9"), "Objetivo", "«OE9» no está en el plan"),
        (GOOD.replace("Hola", "x" * 4001), "Texto", "pasa de 4000"),
        (GOOD.replace("Qué es la EMRA", "x" * 201), "Título", "pasa de 200"),
    ],
)
def test_a_wrong_row_says_its_column_and_stops_the_whole_import(
    read, secretary, line, column, said
):
    batch = read(GOOD.replace("Qué", "Cómo"), line)
    fine, wrong = batch.rows.order_by("number")
    assert (fine.problem, wrong.number, wrong.column) == ("", 3, column)
    assert said in wrong.problem
    with pytest.raises(Conflict, match="no se guardó nada"):
        import_actions.confirm_import(batch=batch.pk, by=secretary)
    assert ContentItem.objects.count() == 0


def test_a_row_says_all_that_is_wrong_in_it(read):
    line = GOOD.replace("Redes sociales", "").replace("12-05-2026", "mañana").replace("OE1", "OE9")
    wrong = read(line).rows.get()
    assert wrong.column == "Canal"
    assert wrong.problem == (
        "Falta «Canal». "
        "Columna Objetivo: «OE9» no está en el plan: use OE1, OE2, OE3, OE4, OE5. "
        "Columna Fecha: «mañana» no es una fecha entre 2023 y 2050: escríbala como 21-11-2026."
    )


def test_a_repeated_row_and_one_that_exists_are_errors(read, write):
    write("Qué es la EMRA", date(2026, 5, 12))
    other = GOOD.replace("12-05", "13-05")
    rows = read(GOOD, other, other.replace("Qué", "  que")).rows.order_by("number")
    assert [row.problem for row in rows] == [
        "Ya existe una pieza con ese título, canal y fecha.",
        "",
        "Repite la pieza de la fila 3.",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "vac"),
        (b"Titulo,Canal\nUno,Redes sociales\n", "necesita «Título», «Canal» y «Contenido»"),
        (HEADER.encode(), "no trae piezas"),
        (b"Titulo,Titulo,Canal,Contenido\na,b,c,d\n", "más de una columna «Título»"),
    ],
)
def test_what_is_no_table_of_pieces_is_refused_whole(strategy, secretary, content, said):
    with pytest.raises(DomainError, match=said) as refused:
        import_actions.receive(upload=SimpleUploadedFile("p.csv", content), by=secretary)
    assert refused.value.field == "file"
    assert not ImportBatch.objects.exists()


def test_the_template_is_read_back_as_empty(strategy, secretary):
    upload = SimpleUploadedFile("piezas.xlsx", sheets.template())
    with pytest.raises(DomainError, match="no trae piezas"):
        import_actions.receive(upload=upload, by=secretary)


def test_an_import_with_a_touched_piece_is_not_undone(read, secretary):
    batch = read(GOOD, GOOD.replace("Qué", "Cómo"))
    import_actions.confirm_import(batch=batch.pk, by=secretary)
    touched = ContentItem.objects.order_by("id")[1]
    actions.move_item(item=touched.pk, to=date(2026, 5, 14), by=secretary)
    with pytest.raises(Conflict, match="fila 3 cambió después"):
        import_actions.undo_import(batch=batch.pk, by=secretary)
    assert ContentItem.objects.count() == 2


def test_a_piece_written_meanwhile_stops_the_confirmation(read, write, secretary):
    batch = read(GOOD.replace("Qué", "Cómo"), GOOD)
    write("Qué es la EMRA", date(2026, 5, 12))
    with pytest.raises(Conflict, match="Fila 3"):
        import_actions.confirm_import(batch=batch.pk, by=secretary)
    assert ContentItem.objects.count() == 1


def test_an_import_is_its_authors_and_of_the_secretariat(read, person, reviewer):
    batch = read(GOOD)
    with pytest.raises(Unknown):
        import_actions.confirm_import(batch=batch.pk, by=person(Role.SECRETARIAT, "segunda"))
    with pytest.raises(Forbidden):
        import_actions.confirm_import(batch=batch.pk, by=reviewer)
