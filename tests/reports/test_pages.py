"""The page of the reports, the files behind it, the desk and its draft."""

import errno
import io

import pytest
from pypdf import PdfReader

from emra.agreements import queries as agreements
from emra.lib import formats
from emra.reports import store
from tests.reports import reading
from tests.world import TOKEN

pytestmark = [pytest.mark.django_db, pytest.mark.embedded]
FILES = ("directorio.pptx", "informe.pdf", "libro.xlsx")


def test_what_is_not_made_yet_is_said_to_be_under_way(strategy, client):
    assert "Se está preparando" in client.get("/informes/").content.decode()
    for name in FILES:
        answer = client.get(f"/informes/2025-inicial/{name}")
        assert answer.status_code == 202
        assert answer["Retry-After"] == "60"
        assert "se está preparando" in answer.content.decode()
    # Who reads in English is told before the click that the files are in Spanish.
    assert 'id="lengua"' in client.get("/en/informes/").content.decode()
    assert 'id="lengua"' not in client.get("/informes/").content.decode()
    assert client.get("/informes/2099-T1/informe.pdf").status_code == 404
    assert client.get("/informes/2025-inicial/informe.pdf?edicion=x").status_code == 404


def test_files_that_could_not_be_made_are_said_not_to_be_under_way(
    strategy, client, secretary, signed_in, monkeypatch
):
    page = client.get("/informes/").content.decode()

    def full(path, found):
        raise OSError(errno.ENOSPC, "no room")

    with monkeypatch.context() as patch:
        patch.setattr(store, "_put", full)
        assert store.make_missing() == 0
    failed = client.get("/informes/").content.decode()
    assert failed != page
    assert "no se pudieron hacer el" in failed
    assert 'href="/datos/"' in failed
    assert "Se está preparando" not in failed
    answer = client.get("/informes/2025-inicial/informe.pdf")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "no se pudo hacer" in answer.content.decode()
    desk = signed_in(secretary)
    assert "No hay espacio en el disco" in desk.get("/gestion/informes/").content.decode()
    store.make_missing()
    assert "no se pudieron hacer el" not in client.get("/informes/").content.decode()
    assert "Falló" not in desk.get("/gestion/informes/").content.decode()
    # A later failure leaves the files that are there, and the desk alone is told.
    store.ask_again(agreements.editions()[0])
    assert "En cola o haciéndose" in desk.get("/gestion/informes/").content.decode()
    with monkeypatch.context() as patch:
        patch.setattr(store, "_write", lambda folder, edition: 1 / 0)
        with pytest.raises(ExceptionGroup):
            store.make_missing()
    assert client.get("/informes/2025-inicial/informe.pdf").status_code == 200
    assert "no se pudieron hacer el" not in client.get("/informes/").content.decode()
    said = desk.get("/gestion/informes/").content.decode()
    assert "Los anteriores siguen en línea" in said
    assert "el registro del servicio" in said


def test_the_page_names_size_hash_and_edition_of_each_file(strategy, client):
    assert client.get("/informes/").status_code == 200  # kept, and drawn anew once there are files
    store.make_missing()
    page = client.get("/informes/").content.decode()
    made = store.made(agreements.editions()[0])
    for name, kept in zip(FILES, made.files, strict=True):
        assert f'href="/informes/2025-inicial/{name}"' in page
        assert kept.sha256 in page
        answer = client.get(f"/informes/2025-inicial/{name}?edicion=1")
        assert answer.status_code == 200
        assert len(answer.content) == kept.size
        assert f"emra-2025-inicial-1-{name}" in answer["Content-Disposition"]


def test_the_printed_report_has_bookmarks_title_and_language(strategy, client):
    store.make_missing()
    sheet = PdfReader(io.BytesIO(client.get("/informes/2025-inicial/informe.pdf").content))
    assert sheet.metadata.title.startswith("Estrategia Minera")
    assert sheet.trailer["/Root"]["/Lang"] == "es-CL"
    assert [float(side) for side in sheet.pages[0].mediabox[2:]] == [612, 792]
    titles = [row.title for row in sheet.outline]
    assert any(title.startswith("Dimensión Ambiental") for title in titles)
    places = [sheet.get_destination_page_number(row) for row in sheet.outline]
    assert places == sorted(places)
    assert places[-1] == len(sheet.pages) - 1


def test_no_file_shows_what_is_not_published(world, client):
    assert store.make_missing() == 3
    found = [client.get(f"/informes/2026-T2/{name}").content for name in FILES]
    fichas = ("acuerdos/A12", "acuerdos/A02", "comisiones/comision-1", "proyectos/5.2")
    sheets = [found[1], *(client.get(f"/{name}.pdf").content for name in fichas)]
    said = [reading.everything(found[0]), reading.everything(found[2])]
    said += [reading.pdf_text(sheet) for sheet in sheets]
    assert all(len(text) > 500 for text in said)
    assert [text for text in said if TOKEN in text] == []


def test_the_draft_is_marked_on_every_slide_and_holds_approved_readings_alone(
    corte, approve, submit, secretary, signed_in
):
    approve("A12", "40")
    submit("A16", "77.7")
    client = signed_in(secretary)
    answer = client.get("/gestion/informes/borrador.pptx?corte=2026-T2")
    slides = reading.slides(answer.content)
    assert all("BORRADOR, NO PUBLICADO" in reading.texts(slide) for slide in slides)
    said = reading.everything(answer.content)
    assert "A12-2026-T2-v1" in said
    assert "77,7" not in said
    assert "A16-2026-T2" not in said
    # 15 of 19 report, as in a publication: (14 readings of the source, 440 in all, and 40) / 19.
    assert "25,3\u00a0%" in reading.texts(slides[1])
    assert store.made(agreements.editions()[0]) is None


def test_the_draft_compares_with_the_session_that_is_chosen(world, secretary, signed_in):
    told = world.chamber.told.code
    client = signed_in(secretary)
    assert told in client.get("/gestion/informes/").content.decode()
    deck = client.get(f"/gestion/informes/borrador.pptx?corte=2026-T3&sesion={told}").content
    since = [
        one for one in reading.slides(deck) if "desde la sesión anterior" in reading.texts(one)
    ]
    assert any(f"Sesión {told}" in reading.texts(slide) for slide in since)
    answer = client.get("/gestion/informes/borrador.pptx?corte=2099-T1")
    assert answer.status_code == 404


def test_the_ficha_of_a_project_says_who_wrote_and_approved(world, client):
    told = world.followed.told
    project = reading.pdf_text(client.get(f"/proyectos/{told.project_id}.pdf").content)
    assert f"{told.code} {formats.day(told.on)} Sin texto: solo cambios." in project
    assert "Respaldo: " in project
    assert "Ingresó " in project
    assert "; aprobó " in project


def test_one_click_makes_the_files_again(strategy, secretary, signed_in, monkeypatch):
    asked = []
    monkeypatch.setattr("emra.lib.jobs.hint", asked.append)
    client = signed_in(secretary)
    answer = client.post("/gestion/informes/2025-inicial/generar/", follow=True)
    assert "se hacen de nuevo" in answer.content.decode()
    assert asked == [store.MAKE]
    assert not store.is_whole(agreements.editions()[0])


def test_the_fichas_say_what_their_pages_say(changed, client):
    changed()
    agreement = reading.pdf_text(client.get("/acuerdos/A01.pdf").content)
    for said in ("A01 Disminuir al 60 %", "55,50 %", "60,00 %", "Según lo esperado, retroceso"):
        assert said in agreement
    assert "Una faena volvió a usar agua continental" in agreement
    assert agreements.board().edition.ledger_head[:16] in agreement
    absent = reading.pdf_text(client.get("/acuerdos/A13.pdf").content)
    assert "Estado Sin dato Corte anterior 5,00 %" in absent
    body = reading.pdf_text(client.get("/comisiones/comision-1.pdf").content)
    assert "Comisión Calidad de vida" in body
    assert "OE1-CP1" in body
    project = reading.pdf_text(client.get("/proyectos/5.3.pdf").content)
    assert "M$ 176.306.356" in project
    # What the source reported is quoted where nobody wrote a text nor a day.
    assert "E-0003 Cargado del documento: «5.3 Mejorar Mecanismos para generación" in project
    assert "líneas 654 a 661" in project
    assert client.get("/acuerdos/A99.pdf").status_code == 404
    assert client.get("/proyectos/9.9.pdf").status_code == 404
    assert client.get("/acuerdos/A01.pdf?papel=a5").status_code == 404
    assert client.get("/acuerdos/A01.pdf").content == client.get("/acuerdos/A01.pdf").content
