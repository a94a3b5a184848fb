import pytest
from sqlalchemy import Engine

from config.model import Config
from dashboard.usecases.accounts.making import make_account
from dashboard.usecases.desk import Desk
from tests.unit.accounts.desks import ADMIN, HENGYANG, desk_of


@pytest.fixture
def province(engine: Engine, hunan: Config) -> Desk:
    make_account(desk_of(engine, hunan), "peng", "彭", [ADMIN])
    return desk_of(engine, hunan, ADMIN, login="peng")


@pytest.fixture
def hengyang(engine: Engine, hunan: Config, province: Desk) -> Desk:
    make_account(province, "duan", "段", [HENGYANG])
    return desk_of(engine, hunan, HENGYANG, login="duan")
