"""Hands numbered files in, one after the other, and prints each receipt as soon as a submitter would see it.

Run as a process of its own, to be killed: python -m tests.faults.submitter DATABASE FIRST LAST
"""

import datetime as dt
import sys

from config.reading import load_config
from config.workspace import REPOSITORY
from loaders.collect import collect
from loaders.store.database import open_engine

ROWS = 6
FINDINGS = 1


def upload(number: int) -> bytes:
    table = f"""2025年第三季度养老服务情况表
填报单位：养老服务处
地区,养老机构床位（张）,护理型床位（张）
长沙市,{2000 + number},700
株洲市,800,300
湘潭市,200,250
"""
    return table.encode()


def main(database: str, first: int, last: int) -> None:
    config, engine = load_config(REPOSITORY / "config"), open_engine(database)
    for number in range(first, last):
        receipt = collect(engine, config, f"{number}.csv", upload(number), now=dt.datetime.now(dt.UTC), channel="api")
        print(number, receipt.receipt, receipt.sha256, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
