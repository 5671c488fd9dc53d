"""The home page and an agreement's sheet as Plotly Dash does them: one callback draws the page.

Runs in an environment of its own; reads the file named by DATA.
"""

import os
import sqlite3

import pandas
import plotly.graph_objects as go
from dash import Dash, Input, Output, dash_table, dcc, html

DATA = os.environ["DATA"]
COLUMNS = ["code", "dimension", "title", "percent", "state", "health"]


def frame(table: str) -> pandas.DataFrame:
    with sqlite3.connect(DATA) as connection:
        return pandas.read_sql(f"SELECT * FROM {table}", connection)


app = Dash(__name__, title="EMRA")
server = app.server
app.layout = html.Div([dcc.Location(id="address"), html.Div(id="page")])


@app.callback(Output("page", "children"), Input("address", "pathname"))
def page(pathname: str):
    return home() if pathname == "/" else sheet(pathname.strip("/"))


def home():
    dimensions, agreements = frame("dimensions"), frame("agreements")
    overall = dimensions.query("code == 'all'").iloc[0]
    bars = [
        go.Bar(name=name, x=dimensions["code"].tolist(), y=dimensions[name].tolist())
        for name in ("mean_zero", "mean_reported", "lower", "upper")
    ]
    return [
        html.H1("Seguimiento de la EMRA 2023-2050"),
        html.P(f"Avance {overall['mean_zero']:.2f} %, {overall['reported']} de {overall['total']}"),
        dcc.Graph(figure=go.Figure(bars)),
        table(agreements[COLUMNS]),
    ]


def sheet(code: str):
    history = frame("history").query("agreement == @code")
    row = frame("agreements").query("code == @code").iloc[0]
    line = go.Scatter(x=history["corte"].tolist(), y=history["percent"].tolist())
    return [
        html.H1(f"{code} {row['title']}"),
        html.P(f"{row['percent']} %"),
        dcc.Graph(figure=go.Figure(line)),
        table(history),
    ]


def table(rows: pandas.DataFrame):
    columns = [{"name": name, "id": name} for name in rows.columns]
    return dash_table.DataTable(rows.to_dict("records"), columns)
